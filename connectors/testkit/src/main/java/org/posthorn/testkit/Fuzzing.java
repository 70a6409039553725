package org.posthorn.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Repeats a test with random values for a while. Each round has a seed of its own, which a failure
 * names: {@code -Dposthorn.fuzz.seed=N} begins with that round. {@code -Dposthorn.fuzz.seconds=600}
 * makes it long.
 */
public final class Fuzzing {
  private static final long FIRST_SEED = Long.getLong("posthorn.fuzz.seed", 20_261_122L);
  private static final long SECONDS = Long.getLong("posthorn.fuzz.seconds", 2L);
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(20);
  private static final int LOOK_MILLIS = 200;

  private final AtomicLong seed = new AtomicLong(FIRST_SEED);
  private final AtomicLong begun = new AtomicLong(System.nanoTime());
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Consumer<Random> round;

  private Fuzzing(Consumer<Random> round) {
    this.round = round;
  }

  /**
   * Runs rounds until the time is over.
   *
   * @return how many there were
   * @throws AssertionError when a round failed or hangs
   */
  public static long rounds(Consumer<Random> round) {
    return new Fuzzing(round).run();
  }

  private long run() {
    Thread worker = new Thread(this::work, "fuzzing");
    worker.setDaemon(true); // one that hangs must not keep the tests from ending
    worker.start();
    while (worker.isAlive()) {
      join(worker);
      if (worker.isAlive() && System.nanoTime() - begun.get() > LONGEST_ROUND.toNanos()) {
        throw new AssertionError(name() + " hangs at " + Arrays.toString(worker.getStackTrace()));
      }
    }
    if (failure.get() != null) {
      throw new AssertionError(name() + ": " + failure.get(), failure.get());
    }
    return seed.get() - FIRST_SEED;
  }

  private static void join(Thread worker) {
    try {
      worker.join(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String name() {
    return "Round with -Dposthorn.fuzz.seed=" + seed.get();
  }

  private void work() {
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    try {
      while (System.nanoTime() < end) {
        begun.set(System.nanoTime());
        round.accept(new Random(seed.get() * 0x9E3779B97F4A7C15L)); // neighbours differ
        seed.incrementAndGet();
      }
    } catch (RuntimeException | Error e) {
      failure.set(e);
    }
  }
}
