package org.posthorn.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

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
   * Asks all at once, and waits a moment for the answers.
   *
   * @param patience how old a question without answer has to be: threads may be busy for a while
   * @return the names of those that do not answer
   */
  public static List<String> silent(Duration moment, Duration patience) {
    long end = System.nanoTime() + moment.toNanos();
    Map<String, Question> asked = new TreeMap<>();
    KNOWN.forEach((name, pulse) -> asked.put(name, pulse.ask()));
    List<String> silent = new ArrayList<>();
    asked.forEach(
        (name, question) -> {
          if (!comes(question.answer(), end) && question.isOlderThan(patience)) {
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

  /**
   * What threads were asked.
   *
   * @param at by {@link System#nanoTime}
   */
  private record Question(CountDownLatch answer, long at) {
    boolean isOlderThan(Duration age) {
      return System.nanoTime() - at >= age.toNanos();
    }
  }

  /** Threads of one kind; a question without answer is not asked again. */
  private static final class Pulse {
    private final Executor threads;
    private Question open = new Question(new CountDownLatch(0), 0); // guarded by this
    private boolean taken; // guarded by this

    Pulse(Executor threads) {
      this.threads = threads;
    }

    synchronized Question ask() {
      if (open.answer().getCount() == 0) {
        open = new Question(new CountDownLatch(1), System.nanoTime());
        taken = false;
      }
      if (!taken) {
        try {
          threads.execute(open.answer()::countDown);
          taken = true;
        } catch (RuntimeException | Error e) { // no thread now, or none any more
          taken = false;
        }
      }
      return open;
    }
  }
}
