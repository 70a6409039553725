package org.posthorn.sweep.control;

import java.util.function.BooleanSupplier;

/** Makes room for others: rests longer than it has worked, and sees when it is to stop. */
final class Throttle implements Runnable {
  private static final int RESTS = 2; // times as long as the work before
  private static final long LEAST_NANOS = 1_000_000;
  private static final long MOST_MILLIS = 2_000;
  private static final long RENEWAL_NANOS = 60_000_000_000L;

  private final BooleanSupplier renewal;
  private final BooleanSupplier closing;
  private long worked = System.nanoTime(); // since then
  private long renewed = worked;

  /** Thrown to end the work in an orderly way. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Of one run.
   *
   * @param renewal renews the claim; false when another server has it
   * @param closing whether this server stops
   */
  Throttle(BooleanSupplier renewal, BooleanSupplier closing) {
    this.renewal = renewal;
    this.closing = closing;
  }

  @Override
  public void run() {
    long now = System.nanoTime();
    if (closing.getAsBoolean()) {
      throw new Stopped();
    }
    if (now - renewed > RENEWAL_NANOS) {
      if (!renewal.getAsBoolean()) {
        throw new Stopped();
      }
      renewed = now;
    }
    if (now - worked > LEAST_NANOS) {
      rest(Math.min(MOST_MILLIS, RESTS * (now - worked) / 1_000_000));
      worked = System.nanoTime();
    }
  }

  private static void rest(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopping) {
      throw new Stopped(); // the flag is cleared: reads would close the store's files
    }
  }
}
