package org.posthorn.sweep.control;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the records begin to which somebody refers, by segment. Holds a bounded number of them:
 * when more come, it lets go of the highest segments, which another pass has to look for.
 */
final class LiveOffsets {
  private static final int FULL_AFTER_COMPACTING = 3; // quarters

  private final int first;
  private final int most;
  private final TreeMap<Integer, Offsets> segments = new TreeMap<>();
  private boolean unknown;
  private int end = Integer.MAX_VALUE;
  private int held;
  private Offsets recent = new Offsets();
  private int recentSegment;

  /**
   * Of segments from a number on.
   *
   * @param most offsets in memory, at least 1,000
   */
  LiveOffsets(int first, int most) {
    this.first = first;
    this.most = most;
  }

  /** Somebody refers to a content id. */
  void add(long id) {
    int segment = (int) (id >>> 32);
    if (segment < first || segment >= end) {
      return;
    }
    if (segment != recentSegment) {
      recent = segments.computeIfAbsent(segment, number -> new Offsets());
      recentSegment = segment;
    }
    recent.add((int) id);
    if (++held > most) {
      compact();
    }
  }

  /** Somebody refers to a content of which it is not known which one it is. */
  void unknown() {
    unknown = true;
  }

  /** Whether there is such a reference. */
  boolean hasUnknown() {
    return unknown;
  }

  private void compact() {
    held = 0;
    segments.values().forEach(offsets -> held += offsets.compact());
    while (held > most / 4 * FULL_AFTER_COMPACTING && segments.size() > 1) {
      Map.Entry<Integer, Offsets> last = segments.lastEntry();
      end = last.getKey();
      held -= last.getValue().count;
      segments.remove(end);
    }
    recentSegment = 0; // it may be one of those that are gone
  }

  /** The first segment that another pass has to look for; none has this number or a higher one. */
  int end() {
    return end;
  }

  /** The segments to which somebody refers. */
  SortedSet<Integer> segments() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(segments.keySet()));
  }

  /** Where the records of a segment begin, ascending. */
  int[] of(int segment) {
    Offsets offsets = segments.get(segment);
    if (offsets == null) {
      return new int[0];
    }
    offsets.compact();
    return Arrays.copyOf(offsets.values, offsets.count);
  }

  /** All numbers of two ascending rows, ascending. */
  static int[] union(int[] one, int[] other) {
    Offsets all = new Offsets();
    Arrays.stream(one).forEach(all::add);
    Arrays.stream(other).forEach(all::add);
    all.compact();
    return Arrays.copyOf(all.values, all.count);
  }

  /** Numbers, the same ones many times as long as it was not compacted. */
  private static final class Offsets {
    private int[] values = new int[16];
    private int count;

    void add(int value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, count + (count >> 1));
      }
      values[count++] = value;
    }

    int compact() {
      Arrays.sort(values, 0, count);
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (kept == 0 || values[i] != values[kept - 1]) {
          values[kept++] = values[i];
        }
      }
      count = kept;
      return kept;
    }
  }
}
