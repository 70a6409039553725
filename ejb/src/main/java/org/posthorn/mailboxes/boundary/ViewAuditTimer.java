package org.posthorn.mailboxes.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import org.posthorn.mailboxes.control.ViewAudit;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Compares mailboxes in memory with the database, a few at a time. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class ViewAuditTimer {
  private static final Duration MOST = Duration.ofSeconds(4);

  private final PeriodicTask chore = new PeriodicTask("compare-views");

  @Inject ViewAudit audit;

  /** Every ten seconds: mostly there is nothing to do. */
  @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
  public void compare() {
    chore.run(() -> audit.run(MOST));
  }
}
