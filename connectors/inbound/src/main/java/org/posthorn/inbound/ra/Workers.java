package org.posthorn.inbound.ra;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.posthorn.threads.Failures;

/**
 * Threads of the container that take tasks from a queue of ours. A {@link Work} for each task would
 * cost more than the task; so few works stay, as many as there is to do, and go after a minute
 * without.
 */
public final class Workers implements Executor, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Workers.class.getName());
  private static final long IDLE_SECONDS = 60;

  private final WorkManager manager;
  private final int most;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger idle = new AtomicInteger();
  private volatile boolean closed;

  /** At most so many at once. */
  public Workers(WorkManager manager, int most) {
    this.manager = manager;
    this.most = most;
  }

  /**
   * Runs a task soon.
   *
   * @throws RejectedExecutionException after {@link #close()}, or when the container gives not even
   *     one thread
   */
  @Override
  public void execute(Runnable task) {
    if (closed) {
      throw new RejectedExecutionException("closed");
    }
    tasks.add(task);
    if (idle.get() < tasks.size() && !startOne() && tasks.remove(task)) {
      throw new RejectedExecutionException("no thread");
    }
  }

  /**
   * Whether somebody will look at the queue: a new worker, or when there can be no more, an old.
   */
  private boolean startOne() {
    int count = started.get();
    while (count < most) {
      if (started.compareAndSet(count, count + 1)) {
        return schedule();
      }
      count = started.get();
    }
    return true;
  }

  private boolean schedule() {
    try {
      manager.scheduleWork(new Loop());
      return true;
    } catch (WorkException | RuntimeException | Error e) { // perhaps there is no thread to be had
      int left = started.decrementAndGet();
      Failures.tell(LOG, System.Logger.Level.WARNING, "event=no-worker running=" + left, e);
      return left > 0;
    }
  }

  /** Lets the running tasks end and takes no more. */
  @Override
  public void close() {
    closed = true;
    for (int i = started.get(); i > 0; i--) {
      tasks.add(() -> {}); // whoever waits looks up
    }
  }

  private final class Loop implements Work {
    private volatile boolean released;

    @Override
    public void run() {
      try {
        for (Runnable task = next(); task != null; task = next()) {
          perform(task);
        }
      } finally {
        started.decrementAndGet();
        if (!tasks.isEmpty() && !closed) {
          startOne(); // it came while this one was going
        }
      }
    }

    private void perform(Runnable task) {
      try {
        task.run();
      } catch (Throwable e) { // the next one has not done anything wrong
        Failures.tell(LOG, "event=task-failed", e);
      }
    }

    private @Nullable Runnable next() {
      if (closed || released) {
        return tasks.poll();
      }
      idle.incrementAndGet();
      try {
        return tasks.poll(IDLE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        return null; // the container wants its thread back
      } finally {
        idle.decrementAndGet();
      }
    }

    @Override
    public void release() {
      released = true;
    }
  }
}
