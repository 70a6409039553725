package org.posthorn.hooks.control;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of bodies that are being sent: receivers may read slowly. Small ones always
 * have room; so many of them as there are threads are no danger. Thread-safe.
 */
final class BodiesInFlight {
  private static final int SMALL = 64 * 1024;
  private static final long LEAST = 8L * 1024 * 1024;
  private static final int SHARE = 16; // of the memory

  private final long most;
  private final AtomicLong octets = new AtomicLong();

  /**
   * With a bound.
   *
   * @param most octets of large bodies; one of them always has room
   */
  BodiesInFlight(long most) {
    this.most = most;
  }

  /** With a bound that fits the memory of this server. */
  static BodiesInFlight ofMemory() {
    return new BodiesInFlight(Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE));
  }

  /** Takes room for a body; false when there is none now. */
  boolean take(int length) {
    if (length <= SMALL) {
      return true;
    }
    long now = octets.addAndGet(length);
    if (now > most && now > length) {
      octets.addAndGet(-length);
      return false;
    }
    return true;
  }

  /** Gives it back. */
  void give(int length) {
    if (length > SMALL) {
      octets.addAndGet(-length);
    }
  }
}
