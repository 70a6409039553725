package org.posthorn.logins.control;

import java.time.Duration;

/**
 * How many failures are borne: {@code burst} at once, which drain away within {@code burstDrain},
 * and {@code most} in all, which drain away within {@code mostDrain}.
 *
 * @param slowing whether too many only make each further attempt wait, longer and longer
 */
record FailureBudget(
    int burst, Duration burstDrain, int most, Duration mostDrain, boolean slowing) {
  /** The longest that a slowed account waits between two attempts. */
  static final Duration SLOWEST = Duration.ofSeconds(30);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** A wrong password at one account from one address: five at once, then two a minute. */
  static final FailureBudget PAIR = new FailureBudget(5, Duration.ofSeconds(150), 60, DAY, false);

  /** The same where passwords are not seen: a phone with an old one tries it again and again. */
  static final FailureBudget BLIND_PAIR = new FailureBudget(10, MINUTE, 1000, DAY, false);

  static final FailureBudget ADDRESS = new FailureBudget(10, MINUTE, 50, DAY, false);
  static final FailureBudget NETWORK = new FailureBudget(30, MINUTE, 150, DAY, false);
  static final FailureBudget WIDE_NETWORK = new FailureBudget(90, MINUTE, 450, DAY, false);

  /** An account that many addresses try. */
  static final FailureBudget ACCOUNT = new FailureBudget(10, MINUTE, 240, DAY, true);
}
