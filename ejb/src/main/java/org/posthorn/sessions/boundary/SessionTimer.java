package org.posthorn.sessions.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Removes once a day the sessions that have expired. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class SessionTimer {
  @Inject Duties duties;
  @Inject Sessions sessions;

  private final PeriodicTask chore = new PeriodicTask("web-sessions");

  @Schedule(hour = "4", minute = "7", persistent = false)
  void expire() {
    chore.run(() -> duties.perform("expire-web-sessions", sessions::expire));
  }
}
