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
  private static final Duration HISTORIES = Duration.ofDays(3 * 365);

  private final PeriodicTask learn = new PeriodicTask("filter-learning");
  private final PeriodicTask keep = new PeriodicTask("filter-housekeeping");

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

  private void housekeeping() {
    judged.unlearn();
    rejects.sweepOld();
    Instant now = clock.instant();
    history.prune(now.minus(ARRIVALS), now.minus(HISTORIES), now.minus(HISTORIES));
  }
}
