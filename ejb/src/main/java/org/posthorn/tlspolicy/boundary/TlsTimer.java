package org.posthorn.tlspolicy.boundary;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Writes what was counted of TLS once a minute, and forgets what is old. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class TlsTimer {
  private final PeriodicTask write = new PeriodicTask("tls-results");
  private final PeriodicTask forget = new PeriodicTask("tls-forget");

  @Inject Duties duties;
  @Inject TlsResults results;

  @Schedule(hour = "*", minute = "*", second = "20", persistent = false)
  void write() {
    write.run(results::write);
  }

  @PreDestroy
  void end() {
    write.run(results::write);
  }

  @Schedule(hour = "*", minute = "17", persistent = false)
  void forget() {
    forget.run(() -> duties.perform("tls-forget", results::forget));
  }
}
