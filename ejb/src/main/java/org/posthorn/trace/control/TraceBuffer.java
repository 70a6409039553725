package org.posthorn.trace.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.kernel.Statistics;

/**
 * Notes that wait to be written. Whoever notes something never waits: what is more than there is
 * room for is left out and counted ({@code trace_dropped}). Thread-safe.
 */
@ApplicationScoped
public class TraceBuffer {
  static final int MOST = 20_000; // rows; some 10 MB

  private List<TraceNote> waiting = new ArrayList<>();
  private int rows;

  /** Takes a note; does not wait. */
  public void add(TraceNote note) {
    int needed = Math.max(1, note.recipients().size());
    synchronized (this) {
      if (rows + needed <= MOST) {
        rows += needed;
        waiting.add(note);
        return;
      }
    }
    dropped(needed);
  }

  /** All that wait, oldest first; they wait no more. */
  public synchronized List<TraceNote> take() {
    List<TraceNote> taken = waiting;
    waiting = new ArrayList<>();
    rows = 0;
    return taken;
  }

  /** Puts back what could not be written; what came meanwhile counts less. */
  void giveBack(List<TraceNote> notes) {
    List<TraceNote> newer = take();
    notes.forEach(this::add);
    newer.forEach(this::add);
  }

  static void dropped(long rows) {
    Statistics.of("trace_dropped").add(rows);
  }
}
