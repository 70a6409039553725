package org.posthorn.sending.boundary;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Sends what waits for its moment, within some seconds of it. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class DueMailTimer {
  private final PeriodicTask release = new PeriodicTask("submission-release");
  private final PeriodicTask purge = new PeriodicTask("submission-purge");

  @Inject Duties duties;
  @Inject Submissions submissions;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public DueMailTimer() {}

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  void release() {
    release.run(submissions::release);
  }

  @Schedule(hour = "*", minute = "23", persistent = false)
  void purge() {
    purge.run(() -> duties.perform("submission-purge", submissions::purge));
  }
}
