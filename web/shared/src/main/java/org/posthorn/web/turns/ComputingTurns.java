package org.posthorn.web.turns;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds what searches and conversations take of the processors: one of an account computes at a
 * time, some of its others wait, and those of all accounts take turns, so that somebody with a
 * hundred open searches keeps nobody waiting for more than one of them. Pages and the API share the
 * turns. Thread-safe.
 */
@ApplicationScoped
public class ComputingTurns {
  private static final int WAITING = 4; // of an account
  private static final long PATIENCE_MILLIS = 15_000;

  private final int waiting;
  private final long patienceMillis;
  private final Semaphore all;
  private final Map<Long, Line> lines = new HashMap<>();

  /** Those of one account. */
  private static final class Line {
    private final Semaphore turn = new Semaphore(1, true);
    private int members;
  }

  /** Half as many as there are processors compute at once. */
  public ComputingTurns() {
    this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), WAITING, PATIENCE_MILLIS);
  }

  /**
   * With limits.
   *
   * @param most how many compute at once, of all accounts
   * @param waiting how many of an account may wait for the one that computes
   * @param patienceMillis how long one waits
   */
  ComputingTurns(int most, int waiting, long patienceMillis) {
    this.waiting = waiting;
    this.patienceMillis = patienceMillis;
    this.all = new Semaphore(most, true);
  }

  /**
   * Does something when it is the account's turn.
   *
   * @throws ComputingBusy when that is not soon
   */
  public <T> T take(long account, Supplier<T> work) {
    Line line = join(account);
    try {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
      enter(line.turn, end);
      try {
        enter(all, end);
        try {
          return work.get();
        } finally {
          all.release();
        }
      } finally {
        line.turn.release();
      }
    } finally {
      leave(account, line);
    }
  }

  private synchronized Line join(long account) {
    Line line = lines.computeIfAbsent(account, id -> new Line());
    if (line.members > waiting) {
      throw new ComputingBusy();
    }
    line.members++;
    return line;
  }

  private synchronized void leave(long account, Line line) {
    line.members--;
    if (line.members == 0) {
      lines.remove(account, line);
    }
  }

  private static void enter(Semaphore turn, long end) {
    try {
      if (!turn.tryAcquire(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        throw new ComputingBusy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComputingBusy();
    }
  }

  /** How many accounts have something that computes or waits. */
  synchronized int accounts() {
    return lines.size();
  }
}
