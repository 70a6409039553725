package org.posthorn.filtering.boundary;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.posthorn.filtering.control.Correspondents;
import org.posthorn.filtering.control.HistoryRows;
import org.posthorn.filtering.control.JudgedMail;
import org.posthorn.filtering.control.Rejects;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Has the filter learn what users say of mail, and forget what is old. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class FilterTimer {
  private static final Duration ARRIVALS = Duration.ofDays(365);
  private static final Duration TURN = Duration.ofSeconds(15); // nothing is learnt meanwhile
  private static final Duration HISTORIES = Duration.ofDays(3 * 365);

  private final PeriodicTask learn = new PeriodicTask("filter-learning");
  private final PeriodicTask keep = new PeriodicTask("filter-housekeeping");
  private final PeriodicTask settle = new PeriodicTask("filter-deleted-mailboxes");

  @Inject JudgedMail judged;
  @Inject Correspondents correspondents;
  @Inject Rejects rejects;
  @Inject HistoryRows history;
  @Inject Duties duties;
  Clock clock = Clock.systemUTC();

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void learn() {
    learn.run(
        () -> {
          correspondents.write();
          rejects.sweepAccepted();
          judged.look();
        });
  }

  @Schedule(hour = "*", minute = "*/10", second = "20", persistent = false)
  void keep() {
    keep.run(() -> duties.perform("filter-housekeeping", this::housekeeping));
  }

  @Schedule(hour = "3", minute = "25", persistent = false)
  void settle() {
    settle.run(() -> duties.perform("filter-housekeeping", () -> repeat(judged::settle)));
  }

  private void housekeeping() {
    repeat(judged::unlearn);
    repeat(rejects::sweepOld);
    Instant now = clock.instant();
    repeat(() -> history.prune(now.minus(ARRIVALS), now.minus(HISTORIES), now.minus(HISTORIES)));
  }

  /** By portions, as long as there is more; the rest has time until the next turn. */
  static void repeat(BooleanSupplier portion) {
    long end = System.nanoTime() + TURN.toNanos();
    boolean more = true;
    while (more && System.nanoTime() < end) {
      more = portion.getAsBoolean();
    }
  }
}
