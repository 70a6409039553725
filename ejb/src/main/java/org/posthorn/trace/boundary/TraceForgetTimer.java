package org.posthorn.trace.boundary;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.transactions.boundary.PeriodicTask;

/**
 * Forgets what is old of the trace, once an hour. Not {@link TraceTimer}, which goes on meanwhile.
 */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class TraceForgetTimer {
  private final PeriodicTask forget = new PeriodicTask("trace-forget");

  @Inject Duties duties;
  @Inject MessageTrace trace;

  @Schedule(hour = "*", minute = "23", persistent = false)
  void forget() {
    forget.run(() -> duties.perform("trace-forget", trace::forget));
  }
}
