package org.posthorn.logins.control;

import java.time.Duration;

/**
 * Failures that drain away with time, so that there is no moment at which all are forgotten. For
 * one thread at a time; times are milliseconds of a monotonic clock.
 */
final class FailureCount {
  private static final double EMPTY = 0.01;

  private double recent;
  private double all;
  private long at;
  private long last;

  private void drain(FailureBudget budget, long now) {
    double passed = Math.max(0, now - at);
    recent = Math.max(0, recent - passed * budget.burst() / budget.burstDrain().toMillis());
    all = Math.max(0, all - passed * budget.most() / budget.mostDrain().toMillis());
    at = now;
  }

  /** One more, or with -1 one that was none after all. */
  void add(FailureBudget budget, int one, long now) {
    drain(budget, now);
    recent = Math.max(0, recent + one);
    all = Math.max(0, all + one);
    if (one > 0) {
      last = now;
    }
  }

  /** How many count at present. */
  double count(FailureBudget budget, long now) {
    drain(budget, now);
    return all;
  }

  /** How long until the next attempt may be looked at. */
  Duration delay(FailureBudget budget, long now) {
    drain(budget, now);
    if (budget.slowing()) {
      return slowed(budget, now);
    }
    double soon = (recent - (budget.burst() - 1)) * budget.burstDrain().toMillis() / budget.burst();
    double later = (all - (budget.most() - 1)) * budget.mostDrain().toMillis() / budget.most();
    return Duration.ofMillis((long) Math.ceil(Math.max(0, Math.max(soon, later))));
  }

  private Duration slowed(FailureBudget budget, long now) {
    double beyond = all - budget.burst();
    if (beyond < 0) {
      return Duration.ZERO;
    }
    double seconds =
        Math.min((double) FailureBudget.SLOWEST.toSeconds(), Math.pow(2, Math.floor(beyond / 5)));
    return Duration.ofMillis(Math.max(0, last + (long) (1000 * seconds) - now));
  }

  /** Whether nothing is left of it. */
  boolean empty(FailureBudget budget, long now) {
    drain(budget, now);
    return recent < EMPTY && all < EMPTY;
  }
}
