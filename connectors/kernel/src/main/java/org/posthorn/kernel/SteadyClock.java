package org.posthorn.kernel;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * A clock that goes on evenly whatever is done to that of the machine: for all that expires, rests
 * or is looked at again. It says when this virtual machine began, by the machine's clock, and what
 * has passed since. What it says is for comparing within this process, not for people.
 */
public final class SteadyClock extends Clock {
  private static final long STARTED = Clock.systemUTC().millis();
  private static final long NANOS = System.nanoTime();
  private static final SteadyClock ONLY = new SteadyClock();

  private SteadyClock() {}

  /** The only one. */
  public static Clock steady() {
    return ONLY;
  }

  @Override
  public long millis() {
    return STARTED + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - NANOS);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this; // zones are for people
  }
}
