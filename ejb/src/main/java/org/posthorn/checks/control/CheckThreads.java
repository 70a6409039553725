package org.posthorn.checks.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;

/**
 * Runs what waits for DNS, on threads of its own. Whoever has slow name servers makes only
 * neighbours of his own address wait: a network has a share of the threads.
 */
@ApplicationScoped
public class CheckThreads {
  private static final System.Logger LOG = System.getLogger(CheckThreads.class.getName());
  private static final int AT_ONCE = 128;
  private static final int AT_ONCE_OF_NETWORK = 16;
  private static final int MOST_WAITING = 4_000;
  private static final int MOST_WAITING_OF_NETWORK = 200;

  @Resource ManagedExecutorService managed;
  @Nullable Executor executor;

  private final Queue<Task> waiting = new ArrayDeque<>();
  private final Map<String, Integer> waitingOf = new HashMap<>();
  private final Map<String, Integer> runningOf = new HashMap<>();
  private int running;

  private record Task(String network, Runnable work) {}

  /** For tests: what runs the work. */
  static CheckThreads on(Executor executor) {
    CheckThreads threads = new CheckThreads();
    threads.executor = executor;
    return threads;
  }

  /**
   * Runs it as soon as there is a thread for it.
   *
   * @param network of the client whose mail is checked
   * @return false when too many wait; it is not run then
   */
  boolean submit(String network, Runnable work) {
    synchronized (this) {
      if (waiting.size() >= MOST_WAITING
          || waitingOf.getOrDefault(network, 0) >= MOST_WAITING_OF_NETWORK) {
        return false;
      }
      waiting.add(new Task(network, work));
      waitingOf.merge(network, 1, Integer::sum);
      if (running == AT_ONCE || runningOf.getOrDefault(network, 0) >= AT_ONCE_OF_NETWORK) {
        return true;
      }
      running++;
    }
    return start();
  }

  private boolean start() {
    boolean started = false;
    try {
      Background.execute(executor == null ? managed : executor, "checks", this::work);
      started = true;
    } catch (RejectedExecutionException e) { // the server stops
      return false;
    } finally {
      if (!started) {
        idle();
      }
    }
    return true;
  }

  private synchronized void idle() {
    running--;
  }

  private void work() {
    for (Optional<Task> next = next(); next.isPresent(); next = next()) {
      Task task = next.get();
      try {
        task.work().run();
      } catch (Throwable e) { // whoever comes next is not to suffer from it
        Failures.tell(LOG, "event=check-failed", e);
      } finally {
        ended(task.network());
      }
    }
  }

  private synchronized void ended(String network) {
    runningOf.computeIfPresent(network, (any, count) -> count == 1 ? null : count - 1);
  }

  private synchronized Optional<Task> next() {
    for (Iterator<Task> each = waiting.iterator(); each.hasNext(); ) {
      Task task = each.next();
      if (runningOf.getOrDefault(task.network(), 0) < AT_ONCE_OF_NETWORK) {
        each.remove();
        waitingOf.computeIfPresent(task.network(), (any, count) -> count == 1 ? null : count - 1);
        runningOf.merge(task.network(), 1, Integer::sum);
        return Optional.of(task);
      }
    }
    running--;
    return Optional.empty();
  }
}
