package org.posthorn.accounts.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.posthorn.accounts.control.FairQueue.Lane;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;

/**
 * Runs what is costly on purpose: few at once, on threads of its own, so that nobody else's thread
 * waits; the others in the order of a {@link FairQueue}. A thread stays as long as there is work.
 */
@ApplicationScoped
public class Computations {
  private static final System.Logger LOG = System.getLogger(Computations.class.getName());
  private static final int AT_ONCE = 2;
  private static final int MOST = 20_000;
  private static final int MOST_OF_PARTY = 2_000;

  @Resource ManagedExecutorService managed;
  @Nullable Executor executor;

  private final FairQueue<Runnable> waiting = new FairQueue<>(MOST, MOST_OF_PARTY);
  private int running;

  /** Runs it when its turn comes, which nobody waits for; answers false when too many wait. */
  boolean submit(Lane lane, String party, Runnable work) {
    synchronized (this) {
      if (!waiting.offer(lane, party, work)) {
        return false;
      }
      if (running == AT_ONCE) {
        return true;
      }
      running++;
    }
    return start();
  }

  private boolean start() {
    try {
      Background.execute(executor(), "computations", this::work);
      return true;
    } catch (RejectedExecutionException e) { // the server stops
      notStarted();
      return false;
    } catch (RuntimeException | Error e) { // there is no thread to be had
      notStarted();
      throw e;
    }
  }

  private synchronized void notStarted() {
    running--;
  }

  private void work() {
    Optional<Runnable> next = next();
    while (next.isPresent()) {
      try {
        next.get().run();
      } catch (Throwable e) { // whoever comes next is not to suffer from it
        Failures.tell(LOG, "event=computation-failed", e);
      }
      next = next();
    }
  }

  private synchronized Optional<Runnable> next() {
    Optional<Runnable> next = waiting.poll();
    if (next.isEmpty()) {
      running--;
    }
    return next;
  }

  /** Runs after a time. */
  void later(Duration delay, Runnable work) {
    Background.schedule(executor(), "computations", work, delay);
  }

  private Executor executor() {
    return executor == null ? managed : executor;
  }
}
