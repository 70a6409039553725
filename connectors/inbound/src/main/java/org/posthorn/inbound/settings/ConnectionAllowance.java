package org.posthorn.inbound.settings;

import java.time.Duration;

/**
 * How many connections clients of a listener may have. Networks around an address (IPv4 /26, /21;
 * IPv6 /48, /32) may have three and nine times what one address may.
 *
 * @param atOnce of one address (IPv6: /64) at once; those that have logged in do not count
 * @param perMinute begun by one address in a minute; those that have logged in do not count
 * @param perAccount of one account at once
 * @param perAccountAddress of one account from one address at once
 * @param loginTime how long a client may take to log in, where there is something to log in to
 */
public record ConnectionAllowance(
    int atOnce, int perMinute, int perAccount, int perAccountAddress, Duration loginTime) {

  /** What listeners allow that nobody has told otherwise. */
  public static final ConnectionAllowance STANDARD =
      new ConnectionAllowance(30, 300, 30, 20, Duration.ofMinutes(1));
}
