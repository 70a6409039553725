package org.posthorn.trace.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.database.Outage;
import org.posthorn.trace.control.TraceNote.Party;
import org.posthorn.trace.value.TraceKeys;

/**
 * Writes what was noted. Notes of the same message and recipient become one row, so that a message
 * that is delivered at once costs one.
 */
@ApplicationScoped
public class TraceWriter {
  private static final System.Logger LOG = System.getLogger(TraceWriter.class.getName());
  private static final int PORTION = 250; // rows of a commit: nobody waits long for the writer
  private static final int TAG_BITS = 10; // of the server
  private static final int SEQUENCE_BITS = TraceKeys.LOW_BITS - TAG_BITS;

  @Inject TraceBuffer buffer;
  @Inject TraceRows rows;

  private final SecureRandom random = new SecureRandom();
  private long tag = random.nextInt(1 << TAG_BITS); // guarded by this
  private long last; // guarded by this

  /** Writes all that waits. During an outage of the database it goes on waiting. */
  public synchronized void write() {
    List<TraceNote> notes = buffer.take();
    int written = 0;
    try {
      while (written < notes.size()) {
        int end = end(notes, written);
        insert(merged(notes.subList(written, end)));
        written = end;
      }
    } finally {
      if (written < notes.size()) {
        buffer.giveBack(notes.subList(written, notes.size()));
      }
    }
  }

  private static int end(List<TraceNote> notes, int start) {
    int end = start;
    for (int rows = 0; end < notes.size() && rows < 2 * PORTION; end++) { // halved by merging
      rows += Math.max(1, notes.get(end).recipients().size());
    }
    return end;
  }

  private record RowKey(String order, Party recipient) {}

  private static List<TraceRow> merged(List<TraceNote> notes) {
    List<TraceRow> made = new ArrayList<>();
    Map<RowKey, TraceRow> open = new LinkedHashMap<>();
    for (TraceNote note : notes) {
      List<Party> recipients =
          note.recipients().isEmpty() ? List.of(Party.NONE) : note.recipients();
      for (Party recipient : recipients) {
        RowKey key = new RowKey(note.order(), recipient);
        TraceRow known = note.order().isEmpty() ? null : open.get(key);
        if (known == null || !known.add(note)) {
          TraceRow row = new TraceRow(note, recipient);
          made.add(row);
          open.put(key, row);
        }
      }
    }
    return made;
  }

  private void insert(List<TraceRow> made) {
    for (int start = 0; start < made.size(); start += 2 * PORTION) {
      insertPortion(made.subList(start, Math.min(made.size(), start + 2 * PORTION)));
    }
  }

  private void insertPortion(List<TraceRow> made) {
    try {
      rows.insert(made, keys(made));
    } catch (RuntimeException e) {
      throwOutage(e);
      tag = random.nextInt(1 << TAG_BITS); // another server may have the same
      insertAgain(made);
    }
  }

  private void insertAgain(List<TraceRow> made) {
    try {
      rows.insert(made, keys(made));
    } catch (RuntimeException e) {
      throwOutage(e);
      TraceBuffer.dropped(made.size());
      LOG.log(System.Logger.Level.WARNING, "event=trace-lost rows=" + made.size(), e);
    }
  }

  private static void throwOutage(RuntimeException failure) {
    if (Outage.unreachable(failure).isPresent()) {
      throw failure;
    }
  }

  private long[] keys(List<TraceRow> made) {
    long[] keys = new long[made.size()];
    for (int i = 0; i < keys.length; i++) {
      long first = (made.get(i).millis() << TraceKeys.LOW_BITS) | (tag << SEQUENCE_BITS);
      last = Math.max(last + 1, first);
      keys[i] = last;
    }
    return keys;
  }
}
