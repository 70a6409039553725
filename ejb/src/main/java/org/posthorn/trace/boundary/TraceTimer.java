package org.posthorn.trace.boundary;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Writes the trace every two seconds. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class TraceTimer {
  private final PeriodicTask write = new PeriodicTask("trace-write");

  @Inject MessageTrace trace;

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  void write() {
    write.run(trace::write);
  }

  @PreDestroy
  void end() {
    write.run(trace::write);
  }
}
