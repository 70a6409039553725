package org.posthorn.dmarcreports.boundary;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.dmarcreports.control.DmarcReports;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Sends the reports that are due. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class DmarcReportTimer {
  private final PeriodicTask send = new PeriodicTask("dmarc-reports");

  @Inject Duties duties;
  @Inject DmarcReports reports;

  @Schedule(hour = "*", minute = "5/10", second = "15", persistent = false)
  void send() {
    send.run(() -> duties.perform("dmarc-reports", reports::send));
  }
}
