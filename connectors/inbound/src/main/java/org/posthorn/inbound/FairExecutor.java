package org.posthorn.inbound;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.posthorn.threads.Background;
import org.posthorn.threads.Failures;

/**
 * Deals out workers to parties (accounts, addresses): their tasks run in turn, so that a party that
 * has a thousand waits no less than one that has a single one, and no party has more than its share
 * of the workers at once. Tasks that compute for long come in portions; of those only few of a
 * party and half of all workers run at once, the others are kept for what is answered quickly.
 * Thread-safe.
 */
final class FairExecutor implements Runnable {
  private static final System.Logger LOG = System.getLogger(FairExecutor.class.getName());

  /** One of so many tasks that start is a computing one, if any waits, even if quick ones do. */
  private static final int COMPUTING_EVERY = 4;

  private final Executor workers;
  private final Limits limits;
  private final Map<Object, Party> parties = new HashMap<>();
  private final Deque<Party> quick = new ArrayDeque<>();
  private final Deque<Party> computing = new ArrayDeque<>();
  private int running; // workers that were asked for and have not ended
  private int starting; // those of them that have not come yet
  private int runningComputing;
  private int picked;

  /**
   * How many tasks run at once.
   *
   * @param all of all parties
   * @param party of one party
   * @param computing of those that compute for long, of all parties
   * @param partyComputing of those, of one party
   */
  record Limits(int all, int party, int computing, int partyComputing) {
    /** For so many workers. */
    static Limits of(int workers, int party) {
      int processors = Runtime.getRuntime().availableProcessors();
      int computing = Math.max(1, workers / 2);
      return new Limits(
          workers,
          Math.min(party, workers),
          computing,
          Math.min(computing, Math.max(2, processors)));
    }
  }

  /** The tasks of one party. */
  private static final class Party {
    private final Object name;
    private final Deque<Runnable> quick = new ArrayDeque<>(2);
    private final Deque<Runnable> computing = new ArrayDeque<>(2);
    private boolean inQuick;
    private boolean inComputing;
    private int running;
    private int runningComputing;

    Party(Object name) {
      this.name = name;
    }
  }

  private record Picked(Party party, Runnable task, boolean computing) {}

  FairExecutor(Executor workers, Limits limits) {
    this.workers = workers;
    this.limits = limits;
  }

  /** The workers for one party's quick tasks. */
  Executor of(Object party) {
    return task -> execute(party, task, false);
  }

  /**
   * Runs a task when it is its party's turn.
   *
   * @param party equal for tasks that share
   * @throws RejectedExecutionException when nobody will run it
   */
  void execute(Object party, Runnable task, boolean computes) {
    synchronized (this) {
      Party waiting = parties.computeIfAbsent(party, Party::new);
      (computes ? waiting.computing : waiting.quick).add(task);
      line(waiting);
      if (running >= limits.all() || !any()) {
        return; // who runs looks again
      }
      running++;
      starting++;
    }
    try {
      Background.execute(workers, "turns", this);
    } catch (RuntimeException | Error e) {
      if (withdraw(party, task, computes)) {
        throw e;
      } // else somebody has taken it
    }
  }

  private synchronized boolean withdraw(Object party, Runnable task, boolean computes) {
    running--;
    starting--;
    Party waiting = parties.get(party);
    return waiting != null && (computes ? waiting.computing : waiting.quick).remove(task);
  }

  /** Asks for one more worker where the end of a task lets more than one begin. */
  private void help() {
    synchronized (this) {
      if (starting > 0 || running >= limits.all() || !any()) {
        return;
      }
      running++;
      starting++;
    }
    try {
      Background.execute(workers, "turns", this);
    } catch (RuntimeException | Error e) { // then who runs does that too
      synchronized (this) {
        running--;
        starting--;
      }
    }
  }

  /** Stands in line whoever has tasks and may run one more. */
  private void line(Party party) {
    if (!party.inQuick && !party.quick.isEmpty() && party.running < limits.party()) {
      party.inQuick = true;
      quick.add(party);
    }
    if (!party.inComputing
        && !party.computing.isEmpty()
        && party.runningComputing < limits.partyComputing()
        && party.running < limits.party()) {
      party.inComputing = true;
      computing.add(party);
    }
  }

  private boolean any() {
    return !quick.isEmpty() || !computing.isEmpty() && runningComputing < limits.computing();
  }

  /** What a worker does: one task after the other while there are any. */
  @Override
  public void run() {
    Picked picked = first();
    while (picked != null) {
      help();
      try {
        picked.task().run();
      } catch (Throwable e) { // the worker has others to serve
        Failures.tell(LOG, "event=task-failed", e);
      }
      picked = next(picked);
    }
  }

  private synchronized @Nullable Picked first() {
    starting--;
    return pick();
  }

  private synchronized @Nullable Picked next(Picked done) {
    ended(done);
    return pick();
  }

  private @Nullable Picked pick() {
    boolean mayCompute = runningComputing < limits.computing();
    boolean computesFirst = ++picked % COMPUTING_EVERY == 0;
    Picked next = computesFirst && mayCompute ? computingTask() : null;
    if (next == null) {
      next = quickTask();
    }
    if (next == null && mayCompute) {
      next = computingTask();
    }
    if (next == null) {
      running--;
    }
    return next;
  }

  private void ended(Picked done) {
    Party party = done.party();
    party.running--;
    if (done.computing()) {
      party.runningComputing--;
      runningComputing--;
    }
    line(party);
    if (party.running == 0 && !party.inQuick && !party.inComputing) {
      parties.remove(party.name);
    }
  }

  private @Nullable Picked quickTask() {
    for (Party party = quick.poll(); party != null; party = quick.poll()) {
      party.inQuick = false;
      Runnable task = party.running < limits.party() ? party.quick.poll() : null;
      if (task != null) {
        party.running++;
        line(party);
        return new Picked(party, task, false);
      }
      drop(party);
    }
    return null;
  }

  private @Nullable Picked computingTask() {
    for (Party party = computing.poll(); party != null; party = computing.poll()) {
      party.inComputing = false;
      boolean may =
          party.running < limits.party() && party.runningComputing < limits.partyComputing();
      Runnable task = may ? party.computing.poll() : null;
      if (task != null) {
        party.running++;
        party.runningComputing++;
        runningComputing++;
        line(party);
        return new Picked(party, task, true);
      }
      drop(party);
    }
    return null;
  }

  /** Forgets a party that has nothing any more; one that has stands in line when a task ends. */
  private void drop(Party party) {
    boolean idle = party.running == 0 && party.quick.isEmpty() && party.computing.isEmpty();
    if (idle && !party.inQuick && !party.inComputing) {
      parties.remove(party.name);
    }
  }

  /** How many parties have tasks that wait or run. */
  synchronized int parties() {
    return parties.size();
  }
}
