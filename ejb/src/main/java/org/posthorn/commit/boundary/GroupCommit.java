package org.posthorn.commit.boundary;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets the threads that wait at the same moment share one commit. The thread of one of them leads:
 * it commits what waits, its own first, and hands the lead to the next that came meanwhile. No
 * thread leads twice, and a thread that finds nobody before it does not wait.
 *
 * @param <T> what is committed
 */
public final class GroupCommit<T> {
  private final int most;
  private final Predicate<T> heavy;
  private final Consumer<List<T>> commit;
  private final ArrayDeque<Turn<T>> waiting = new ArrayDeque<>(); // guarded by itself
  private final ArrayDeque<Turn<T>> heavies = new ArrayDeque<>(); // guarded by waiting
  private boolean led; // whether a thread leads; guarded by waiting

  /**
   * Commits at most so many items at once, by an action that one thread calls at a time.
   *
   * @param commit makes all durable, or throws when it did for none
   */
  public GroupCommit(int most, Consumer<List<T>> commit) {
    this(most, item -> false, commit);
  }

  /**
   * The same where some items take long: one of them at most is part of a commit, and those that do
   * not take long never wait for two.
   *
   * @param heavy whether an item takes long
   */
  public GroupCommit(int most, Predicate<T> heavy, Consumer<List<T>> commit) {
    this.most = most;
    this.heavy = heavy;
    this.commit = commit;
  }

  /**
   * Returns when the items are committed.
   *
   * @throws IllegalStateException with what the commit threw, an Error included: then nothing is
   *     committed
   */
  public void commit(List<T> items) {
    Turn<T> own = new Turn<>(items, items.stream().anyMatch(heavy));
    boolean lead;
    synchronized (waiting) {
      line(own).add(own);
      lead = !led;
      led = true;
    }
    if (lead || own.await()) {
      lead(own);
    }
    own.check();
  }

  private ArrayDeque<Turn<T>> line(Turn<T> turn) {
    return turn.heavy ? heavies : waiting;
  }

  // Whatever happens here: nobody waits for ever, and nobody is told of a success that was none.
  private void lead(Turn<T> own) {
    List<Turn<T>> turns = List.of(own);
    @Nullable Throwable failure = null;
    try {
      turns = next(own);
      commit.accept(turns.stream().flatMap(turn -> turn.items.stream()).toList());
    } catch (Throwable e) {
      failure = e;
    } finally {
      synchronized (waiting) {
        line(own).remove(own); // when it did not come to be taken out
      }
      for (Turn<T> turn : turns) {
        turn.end(failure);
      }
      passOn();
    }
  }

  private List<Turn<T>> next(Turn<T> own) {
    synchronized (waiting) {
      List<Turn<T>> turns = new ArrayList<>(waiting.size() + 2); // before any is taken out
      line(own).remove(own);
      turns.add(own);
      int items = own.items.size();
      while (!waiting.isEmpty() && items < most) {
        Turn<T> turn = waiting.remove();
        items += turn.items.size();
        turns.add(turn);
      }
      if (!own.heavy && !heavies.isEmpty()) {
        turns.add(heavies.remove());
      }
      return turns;
    }
  }

  private void passOn() {
    Turn<T> next;
    synchronized (waiting) {
      next = waiting.isEmpty() ? heavies.peek() : waiting.peek();
      led = next != null;
    }
    if (next != null) {
      next.lead();
    }
  }

  /** A thread that waits, with what it brought. */
  private static final class Turn<T> {
    private final List<T> items;
    private final boolean heavy;
    private @Nullable Throwable failure;
    private boolean done;
    private boolean leading;

    Turn(List<T> items, boolean heavy) {
      this.items = items;
      this.heavy = heavy;
    }

    synchronized void lead() {
      leading = true;
      notifyAll();
    }

    synchronized void end(@Nullable Throwable cause) {
      failure = cause;
      done = true;
      notifyAll();
    }

    /** Waits until it is done (false) or its thread is to lead (true). */
    synchronized boolean await() {
      boolean interrupted = false;
      while (!done && !leading) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true; // the commit goes on; its outcome must not get lost
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return !done;
    }

    synchronized void check() {
      if (failure != null) {
        throw new IllegalStateException("commit failed", failure);
      }
    }
  }
}
