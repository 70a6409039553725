package org.posthorn.tlsreports.boundary;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.tlsreports.control.TlsReports;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Sends what is due of the reports about the day before. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class TlsReportTimer {
  private final PeriodicTask send = new PeriodicTask("tls-reports");

  @Inject Duties duties;
  @Inject TlsReports reports;

  @Schedule(hour = "*", minute = "*/10", second = "45", persistent = false)
  void send() {
    send.run(() -> duties.perform("tls-reports", reports::send));
  }
}
