package org.posthorn.content.control;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.posthorn.threads.Background;

/**
 * Lets idle processors help with work that comes in pieces. Whoever has work does it himself; there
 * are as many helpers as processors less one for all together, and a helper stays for one call
 * only, so that nobody who works at the same time goes without for long. Thread-safe.
 */
public final class ParallelWork {
  private final Executor executor;
  private final Semaphore idle;

  /** At most so many at once. */
  public ParallelWork(Executor executor, int most) {
    this.executor = executor;
    this.idle = new Semaphore(most);
  }

  /**
   * Does all pieces, on this thread and on others, and returns when they are done. The first
   * failure ends it.
   *
   * @param pieces how many; they are told by number, each once
   * @param workers makes what does pieces on one thread
   */
  public void work(int pieces, Workers workers) {
    Call call = new Call(pieces, workers);
    for (int i = 1; i < pieces && idle.tryAcquire(); i++) {
      try {
        Background.execute(executor, "help", call);
      } catch (RejectedExecutionException | Error noThread) {
        idle.release();
        break;
      }
    }
    call.lead();
  }

  /** Makes what does pieces. */
  @FunctionalInterface
  public interface Workers {
    /** One that is used by one thread. */
    IntConsumer worker();
  }

  /** Who is at the pieces of one call. */
  private final class Call implements Runnable {
    private final int pieces;
    private final Workers workers;
    private final AtomicInteger next = new AtomicInteger();
    private int working; // guarded by this
    private boolean over; // guarded by this
    private @Nullable Throwable failure; // guarded by this

    Call(int pieces, Workers workers) {
      this.pieces = pieces;
      this.workers = workers;
    }

    void lead() {
      try {
        pieces();
      } catch (RuntimeException | Error e) {
        failed(e);
      }
      finish();
    }

    @Override
    public void run() {
      try {
        if (joins()) {
          help();
        }
      } finally {
        idle.release();
      }
    }

    private void help() {
      try {
        pieces();
      } catch (RuntimeException | Error e) {
        failed(e);
      } finally {
        leave();
      }
    }

    private void pieces() {
      IntConsumer worker = workers.worker();
      for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
        worker.accept(piece);
      }
    }

    private synchronized boolean joins() {
      working += over ? 0 : 1;
      return !over;
    }

    private synchronized void leave() {
      working--;
      notifyAll();
    }

    private synchronized void failed(Throwable e) {
      failure = failure == null ? e : failure;
      next.set(pieces);
    }

    private synchronized void finish() {
      over = true; // a helper that comes too late finds nothing
      boolean interrupted = false;
      while (working > 0) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true; // the helpers use what is the caller's
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
    }
  }
}
