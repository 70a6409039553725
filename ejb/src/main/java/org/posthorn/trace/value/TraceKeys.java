package org.posthorn.trace.value;

import java.time.Instant;

/** Keys of entries: milliseconds since 1970, then what tells servers and entries apart. */
public final class TraceKeys {
  /** Below the milliseconds. */
  public static final int LOW_BITS = 20;

  private TraceKeys() {}

  /** The first key of a moment. */
  public static long first(Instant time) {
    long latest = (Long.MAX_VALUE >> LOW_BITS) / 1000 - 1; // seconds
    long seconds = Math.max(0, Math.min(time.getEpochSecond(), latest));
    boolean within = seconds == time.getEpochSecond();
    return (seconds * 1000 + (within ? time.getNano() / 1_000_000 : 0)) << LOW_BITS;
  }

  /** The moment of a key. */
  public static Instant time(long key) {
    return Instant.ofEpochMilli(key >> LOW_BITS);
  }
}
