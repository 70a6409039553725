package org.posthorn.textindex.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Looks after the text indexes. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class TextIndexTimer {
  @Inject TextIndex index;

  @Schedule(hour = "*", minute = "*", second = "17", persistent = false)
  void keepUp() {
    index.keepUp();
  }

  @Schedule(hour = "*", minute = "41", persistent = false)
  void sweep() {
    index.sweep();
  }
}
