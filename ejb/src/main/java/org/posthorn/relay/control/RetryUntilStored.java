package org.posthorn.relay.control;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.posthorn.database.Outage;

/**
 * Says whether and when to try again what must not be given up: as long as the database is away and
 * the server runs; a few times when something else is wrong. For one thread.
 */
final class RetryUntilStored {
  private static final int MOST_OTHER = 5;
  private static final long FIRST_MILLIS = 20;
  private static final long LONGEST_MILLIS = 5_000;

  private final CountDownLatch ending;
  private int times;
  private int other;

  /** The server ends when the latch is open. */
  RetryUntilStored(CountDownLatch ending) {
    this.ending = ending;
  }

  /** Waits before the next try after a failure; whether there is to be one. */
  boolean again(Throwable failure) {
    if (Outage.unreachable(failure).isEmpty() && ++other > MOST_OTHER) {
      return false;
    }
    long wait = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(times++, 8));
    try {
      return !ending.await(wait, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How often it was tried again. */
  int times() {
    return times;
  }
}
