package org.posthorn.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * An immutable set of UIDs (or sequence numbers): ascending, disjoint, not adjacent ranges of
 * numbers from 1 to 2^32-1. RFC 9051 §9, {@code sequence-set} without {@code *}.
 */
public final class UidSet {

  /** The largest UID there can be: 32 bits. RFC 9051 §2.3.1.1. */
  public static final long MAX = 0xFFFFFFFFL;

  /** No UID at all. */
  public static final UidSet EMPTY = new UidSet(new long[0]);

  private final long[] bounds; // first, last, first, last …

  private UidSet(long[] bounds) {
    this.bounds = bounds;
  }

  /** One UID. */
  public static UidSet of(long uid) {
    return range(uid, uid);
  }

  /** All from the first to the last, both included, in any order. */
  public static UidSet range(long first, long last) {
    return new UidSet(new long[] {Math.min(first, last), Math.max(first, last)});
  }

  /** Collects UIDs or ranges given in any order. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads the canonical or any other form of {@code uid-set} without {@code *}: {@code 1,3:5}.
   * Empty when malformed.
   */
  public static Optional<UidSet> parse(String text) {
    Builder builder = new Builder();
    for (String part : text.split(",", -1)) {
      int colon = part.indexOf(':');
      long first = number(colon < 0 ? part : part.substring(0, colon));
      long last = colon < 0 ? first : number(part.substring(colon + 1));
      if (first == 0 || last == 0) {
        return Optional.empty();
      }
      builder.add(Math.min(first, last), Math.max(first, last));
    }
    return Optional.of(builder.build());
  }

  // nz-number = digit-nz *DIGIT ; 0 stands for malformed
  private static long number(String digits) {
    if (digits.isEmpty() || digits.length() > 10 || digits.charAt(0) == '0') {
      return 0;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      value = value * 10 + (c - '0');
    }
    return value > MAX ? 0 : value;
  }

  /** Whether it has no UID. */
  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** How many UIDs it has. */
  public long size() {
    long size = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      size += bounds[i + 1] - bounds[i] + 1;
    }
    return size;
  }

  /** How many ranges it has. */
  public int ranges() {
    return bounds.length / 2;
  }

  /** The first UID of the range with this index. */
  public long first(int range) {
    return bounds[2 * range];
  }

  /** The last UID of the range with this index. */
  public long last(int range) {
    return bounds[2 * range + 1];
  }

  /** Whether a UID is in it. */
  public boolean contains(long uid) {
    int at = Arrays.binarySearch(bounds, uid);
    return at >= 0 || (-at - 1) % 2 == 1;
  }

  /** Whether one of the UIDs from first to last is in it. Takes no time by the size of either. */
  public boolean touches(long first, long last) {
    int at = Arrays.binarySearch(bounds, first);
    int next = at >= 0 ? at : -at - 1; // odd inside of a range
    return at >= 0 || next % 2 == 1 || next < bounds.length && bounds[next] <= last;
  }

  /** Calls for each UID, ascending. */
  public void forEach(LongConsumer action) {
    for (int i = 0; i < bounds.length; i += 2) {
      for (long uid = bounds[i]; uid <= bounds[i + 1]; uid++) {
        action.accept(uid);
      }
    }
  }

  /** The UIDs, ascending. */
  public LongStream stream() {
    return LongStream.range(0, ranges())
        .flatMap(r -> LongStream.rangeClosed(first((int) r), last((int) r)));
  }

  /** The UIDs, ascending. */
  public PrimitiveIterator.OfLong iterator() {
    return stream().iterator();
  }

  /** The UIDs in this and in the other. */
  public UidSet intersect(UidSet other) {
    Builder both = new Builder();
    int mine = 0;
    int theirs = 0;
    while (mine < bounds.length && theirs < other.bounds.length) {
      long first = Math.max(bounds[mine], other.bounds[theirs]);
      long last = Math.min(bounds[mine + 1], other.bounds[theirs + 1]);
      if (first <= last) {
        both.add(first, last);
      }
      if (bounds[mine + 1] < other.bounds[theirs + 1]) {
        mine += 2;
      } else {
        theirs += 2;
      }
    }
    return both.build();
  }

  /** The UIDs in this and not in the other. */
  public UidSet minus(UidSet other) {
    Builder rest = new Builder();
    long from = 1;
    for (int i = 0; i < other.bounds.length; i += 2) {
      if (other.bounds[i] > from) {
        rest.add(from, other.bounds[i] - 1);
      }
      from = other.bounds[i + 1] + 1;
    }
    if (from <= MAX) {
      rest.add(from, MAX);
    }
    return intersect(rest.build());
  }

  /** The UIDs in this or in the other. */
  public UidSet union(UidSet other) {
    Builder both = new Builder();
    for (int i = 0; i < bounds.length; i += 2) {
      both.add(bounds[i], bounds[i + 1]);
    }
    for (int i = 0; i < other.bounds.length; i += 2) {
      both.add(other.bounds[i], other.bounds[i + 1]);
    }
    return both.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UidSet that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** The shortest {@code uid-set}: {@code 1,3:5}; empty text for the empty set. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(bounds.length * 8);
    for (int i = 0; i < bounds.length; i += 2) {
      if (i > 0) {
        text.append(',');
      }
      text.append(bounds[i]);
      if (bounds[i + 1] != bounds[i]) {
        text.append(':').append(bounds[i + 1]);
      }
    }
    return text.toString();
  }

  /** Collects UIDs. Cheap for ascending input, right for any. */
  public static final class Builder {
    private long[] bounds = new long[8];
    private int length;
    private boolean sorted = true;

    private Builder() {}

    /** Adds one UID. */
    public Builder add(long uid) {
      return add(uid, uid);
    }

    /** Adds all from first to last, first ≤ last. */
    public Builder add(long first, long last) {
      if (first < 1 || last > MAX || first > last) {
        throw new IllegalArgumentException(first + ":" + last);
      }
      if (length > 0 && first <= bounds[length - 1] + 1) {
        if (first >= bounds[length - 2]) { // touches or overlaps the last range
          bounds[length - 1] = Math.max(bounds[length - 1], last);
          return this;
        }
        sorted = false;
      }
      if (length == bounds.length) {
        bounds = Arrays.copyOf(bounds, length * 2);
      }
      bounds[length++] = first;
      bounds[length++] = last;
      return this;
    }

    /** The set of all that was added. */
    public UidSet build() {
      if (length == 0) {
        return EMPTY;
      }
      return sorted ? new UidSet(Arrays.copyOf(bounds, length)) : merged();
    }

    private UidSet merged() {
      List<long[]> ranges = new ArrayList<>();
      for (int i = 0; i < length; i += 2) {
        ranges.add(new long[] {bounds[i], bounds[i + 1]});
      }
      ranges.sort((a, b) -> Long.compare(a[0], b[0]));
      Builder ascending = new Builder();
      ranges.forEach(range -> ascending.add(range[0], range[1]));
      return ascending.build();
    }
  }
}
