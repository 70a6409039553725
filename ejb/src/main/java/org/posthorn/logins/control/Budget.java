package org.posthorn.logins.control;

import java.time.Duration;

/**
 * How many failures are borne: {@code burst} at once, which drain away within {@code burstDrain},
 * and {@code most} in all, which drain away within {@code mostDrain}.
 *
 * @param slowing whether too many only make each further attempt wait, longer and longer
 */
record Budget(int burst, Duration burstDrain, int most, Duration mostDrain, boolean slowing) {
  /** The longest that a slowed account waits between two attempts. */
  static final Duration SLOWEST = Duration.ofSeconds(30);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** A wrong password at one account from one address: five at once, then two a minute. */
  static final Budget PAIR = new Budget(5, Duration.ofSeconds(150), 60, DAY, false);

  /** The same where passwords are not seen: a phone with an old one tries it again and again. */
  static final Budget BLIND_PAIR = new Budget(10, MINUTE, 1000, DAY, false);

  static final Budget ADDRESS = new Budget(10, MINUTE, 50, DAY, false);
  static final Budget NETWORK = new Budget(30, MINUTE, 150, DAY, false);
  static final Budget WIDE_NETWORK = new Budget(90, MINUTE, 450, DAY, false);

  /** An account that many addresses try. */
  static final Budget ACCOUNT = new Budget(10, MINUTE, 240, DAY, true);
}
