package org.posthorn.threads;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Starts work on threads of its own; nothing else gives an executor work or makes a thread. What
 * the work throws, an Error included, is told by {@link Failures} and ends nothing: neither the
 * thread nor what is to come on it. So work gives back what it holds, and tells those who wait, by
 * {@code finally}.
 */
public final class Background {
  private static final System.Logger LOG = System.getLogger(Background.class.getName());

  static {
    Failures.prepare(); // there may be no memory to load it when it is needed
  }

  private Background() {}

  /** The same work, which throws nothing. */
  public static Runnable careful(String task, Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (Throwable e) { // the thread has others to serve
        Failures.judge(e); // before there is need of memory for the line
        Failures.tell(LOG, "event=task-failed task=" + task, e);
      }
    };
  }

  /**
   * Runs it soon.
   *
   * @param task its name in the log
   * @throws java.util.concurrent.RejectedExecutionException when nobody will run it; where there is
   *     no thread to be had, an OutOfMemoryError may come instead
   */
  public static void execute(Executor executor, String task, Runnable work) {
    executor.execute(careful(task, work));
  }

  /** Runs it after a time. */
  public static ScheduledFuture<?> schedule(
      ScheduledExecutorService clock, String task, Runnable work, Duration delay) {
    return clock.schedule(careful(task, work), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Runs it after a time on an executor that keeps no time by itself. */
  public static void schedule(Executor executor, String task, Runnable work, Duration delay) {
    CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, executor)
        .execute(careful(task, work));
  }

  /** Runs it again and again, with that time between an end and the next beginning. */
  public static ScheduledFuture<?> every(
      ScheduledExecutorService clock, String task, Runnable work, Duration pause) {
    return clock.scheduleWithFixedDelay(
        careful(task, work), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A thread that keeps no process alive; not started. */
  public static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(careful(name, work), name);
    thread.setDaemon(true);
    return thread;
  }

  /** A clock with a thread of its own. */
  public static ScheduledExecutorService clock(String name) {
    return Executors.newSingleThreadScheduledExecutor(work -> thread(name, work));
  }
}
