package org.posthorn.checks.boundary;

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

/** Writes what was counted of DMARC once a minute, and forgets what is old. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class EvaluationTimer {
  private final PeriodicTask write = new PeriodicTask("dmarc-evaluations");
  private final PeriodicTask forget = new PeriodicTask("dmarc-forget");

  @Inject Duties duties;
  @Inject Evaluations evaluations;

  @Schedule(hour = "*", minute = "*", second = "35", persistent = false)
  void write() {
    write.run(evaluations::write);
  }

  @PreDestroy
  void end() {
    write.run(evaluations::write);
  }

  @Schedule(hour = "*", minute = "47", persistent = false)
  void forget() {
    forget.run(() -> duties.perform("dmarc-forget", evaluations::forget));
  }
}
