package org.posthorn.reports.boundary;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Forgets old reports once a day. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class ReportTimer {
  private final PeriodicTask forget = new PeriodicTask("reports-forget");

  @Inject Duties duties;
  @Inject ReceivedReports reports;

  @Schedule(hour = "3", minute = "41", persistent = false)
  void forget() {
    forget.run(() -> duties.perform("reports-forget", reports::forget));
  }
}
