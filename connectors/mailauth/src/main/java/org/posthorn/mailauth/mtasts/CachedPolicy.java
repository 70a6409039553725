package org.posthorn.mailauth.mtasts;

import java.time.Instant;

/**
 * A policy that is remembered. RFC 8461 §3.3.
 *
 * @param id of the record that was there when it was fetched
 * @param fetched when it came
 * @param used about when it was last asked for
 */
public record CachedPolicy(
    String domain, String id, StsPolicy policy, Instant fetched, Instant used) {

  /** Until when it holds. */
  public Instant until() {
    return fetched.plus(policy.age());
  }
}
