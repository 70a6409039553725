package org.posthorn.submission.boundary;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.submission.control.SendingLimits;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Has what was sent written down every few seconds. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class SubmissionTimer {
  private final PeriodicTask write = new PeriodicTask("sent-counts");

  @Inject SendingLimits limits;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void write() {
    write.run(limits::write);
  }
}
