package org.posthorn.textindex.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Looks after the text indexes. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class TextIndexTimer {
  private final PeriodicTask keepUp = new PeriodicTask("text-index");
  private final PeriodicTask sweep = new PeriodicTask("text-index-sweep");

  @Inject TextIndex index;

  @Schedule(hour = "*", minute = "*", second = "17", persistent = false)
  void keepUp() {
    keepUp.run(index::keepUp);
  }

  @Schedule(hour = "*", minute = "41", persistent = false)
  void sweep() {
    sweep.run(index::sweep);
  }
}
