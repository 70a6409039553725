package org.posthorn.content.control;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.kernel.ContentLost;
import org.posthorn.kernel.Statistics;

/**
 * The messages that were found damaged since the start: each is told once, however often it is
 * read. Thread-safe.
 */
public final class Damage {
  private static final System.Logger LOG = System.getLogger(Damage.class.getName());
  private static final int MOST = 100_000; // more of them are found anew with each read

  private final Map<Long, String> known = new ConcurrentHashMap<>();

  /** Counts from the beginning, so that the metric is there before the first. */
  Damage() {
    counted();
  }

  private static LongAdder counted() {
    return Statistics.of("content_damaged");
  }

  /** A message is damaged, or it is not there although somebody refers to it. */
  public void found(ContentLost lost) {
    String what = lost instanceof ContentDamaged damaged ? damaged.what() : "no record";
    if (known.size() < MOST && known.putIfAbsent(lost.id(), what) == null) {
      counted().increment();
      LOG.log(
          System.Logger.Level.ERROR,
          "event=content-damaged id=M{0} segment={1} offset={2} what=\"{3}\" advice=\"look after"
              + " the disk; stop the server, restore the segment from a backup\"",
          Long.toHexString(lost.id()),
          Long.toString(lost.id() >>> 32),
          Long.toString(SegmentStore.offsetOf(lost.id())),
          what);
    }
  }

  /** Whether a message was found damaged. */
  boolean knows(long id) {
    return known.containsKey(id);
  }

  /** It was read, and is whole: somebody has restored it. */
  void healed(long id) {
    known.remove(id);
  }

  /** How many there are. */
  public int count() {
    return known.size();
  }
}
