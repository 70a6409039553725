package org.posthorn.relay.boundary;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.relay.control.OutgoingTls;
import org.posthorn.transactions.boundary.PeriodicTask;

/**
 * Fetches the policies of other domains again before they end (RFC 8461 §10.2). A timer of its own,
 * because web servers may take their time.
 */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class StsTimer {
  private final PeriodicTask refresh = new PeriodicTask("sts-refresh");

  @Inject Duties duties;
  @Inject OutgoingTls tls;

  @Schedule(hour = "*", minute = "23,53", persistent = false)
  void refresh() {
    refresh.run(() -> duties.perform("sts-refresh", tls::refresh));
  }
}
