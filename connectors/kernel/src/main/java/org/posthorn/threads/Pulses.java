package org.posthorn.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads that must answer, and whether they do: each is asked to do something that takes no time.
 * One for the whole process, because adapters and application are loaded apart. Thread-safe.
 */
public final class Pulses {
  private static final Map<String, Pulse> KNOWN = new ConcurrentHashMap<>();

  private Pulses() {}

  /**
   * These threads are asked from now on.
   *
   * @param name of them alone
   * @return ends it
   */
  public static Watch watch(String name, Executor threads) {
    Pulse pulse = new Pulse(threads);
    KNOWN.put(name, pulse);
    return () -> KNOWN.remove(name, pulse);
  }

  /**
   * Asks all at once, and waits for the answers that long together.
   *
   * @return by name, whether they have answered
   */
  public static Map<String, Boolean> take(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    Map<String, CountDownLatch> asked = new TreeMap<>();
    KNOWN.forEach((name, pulse) -> asked.put(name, pulse.ask()));
    Map<String, Boolean> answers = new TreeMap<>();
    asked.forEach((name, answer) -> answers.put(name, comes(answer, end)));
    return answers;
  }

  /** The names of those that do not answer in time. */
  public static List<String> silent(long millis) {
    List<String> silent = new ArrayList<>();
    take(millis)
        .forEach(
            (name, answers) -> {
              if (!answers) {
                silent.add(name);
              }
            });
    return silent;
  }

  private static boolean comes(CountDownLatch answer, long end) {
    try {
      return answer.await(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Threads that are asked. */
  @FunctionalInterface
  public interface Watch {
    /** They are not asked any more. */
    void end();
  }

  /** What is asked of one kind of threads; a question without answer is not asked again. */
  private static final class Pulse {
    private final Executor threads;
    private @Nullable CountDownLatch open; // guarded by this

    Pulse(Executor threads) {
      this.threads = threads;
    }

    synchronized CountDownLatch ask() {
      CountDownLatch before = open;
      if (before != null && before.getCount() > 0) {
        return before;
      }
      CountDownLatch answer = new CountDownLatch(1);
      try {
        threads.execute(answer::countDown);
        open = answer;
      } catch (RuntimeException | Error e) { // no thread, or none any more
        open = null;
      }
      return answer;
    }
  }
}
