package org.posthorn.commit.boundary;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
  private final Consumer<List<T>> commit;
  private final ArrayDeque<Turn<T>> waiting = new ArrayDeque<>(); // guarded by itself
  private boolean led; // whether a thread leads; guarded by waiting

  /**
   * Commits at most so many items at once, by an action that one thread calls at a time.
   *
   * @param commit makes all durable, or throws when it did for none
   */
  public GroupCommit(int most, Consumer<List<T>> commit) {
    this.most = most;
    this.commit = commit;
  }

  /**
   * Returns when the items are committed.
   *
   * @throws IllegalStateException with what the commit threw, an Error included: then nothing is
   *     committed
   */
  public void commit(List<T> items) {
    Turn<T> own = new Turn<>(items);
    boolean lead;
    synchronized (waiting) {
      waiting.add(own);
      lead = !led;
      led = true;
    }
    if (lead || own.await()) {
      lead(own);
    }
    own.check();
  }

  // Whatever happens here: nobody waits for ever, and nobody is told of a success that was none.
  private void lead(Turn<T> own) {
    List<Turn<T>> turns = List.of(own);
    @Nullable Throwable failure = null;
    try {
      turns = next();
      commit.accept(turns.stream().flatMap(turn -> turn.items.stream()).toList());
    } catch (Throwable e) {
      failure = e;
    } finally {
      synchronized (waiting) {
        waiting.remove(own); // when it did not come to be taken out
      }
      for (Turn<T> turn : turns) {
        turn.end(failure);
      }
      passOn();
    }
  }

  private List<Turn<T>> next() {
    synchronized (waiting) {
      List<Turn<T>> turns = new ArrayList<>(waiting.size()); // before any is taken out
      int items = 0;
      while (!waiting.isEmpty() && (turns.isEmpty() || items < most)) {
        Turn<T> turn = waiting.remove();
        items += turn.items.size();
        turns.add(turn);
      }
      return turns;
    }
  }

  private void passOn() {
    Turn<T> next;
    synchronized (waiting) {
      next = waiting.peek();
      led = next != null;
    }
    if (next != null) {
      next.lead();
    }
  }

  /** A thread that waits, with what it brought. */
  private static final class Turn<T> {
    private final List<T> items;
    private @Nullable Throwable failure;
    private boolean done;
    private boolean leading;

    Turn(List<T> items) {
      this.items = items;
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
