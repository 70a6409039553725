package org.posthorn.mailstore;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Up to {@value #CAPACITY} neighbouring messages in columns. Immutable as seen by its readers:
 * slots beyond {@link #size} may be filled by a successor that shares the arrays, the first that
 * claims them.
 */
final class Chunk {
  static final int CAPACITY = 1024;

  private static final long[][] NO_WORDS = {};
  private static final long[] NO_DATES = {};

  final int size;
  final int[] uids;
  final long[] flags;
  final long[] modSeqs;
  final int[] sizes;
  final int[] internalDates;
  final int[] saveDates;
  final long[] contents;

  /** The other words of flags; empty where none of the messages has such. */
  private final long[][] more;

  /** INTERNALDATE of all; empty where each fits into 32 bits. */
  private final long[] dates;

  /** How many slots were given away; one for all who share the arrays. */
  private final AtomicInteger claimed;

  private Chunk(
      int size,
      int[] uids,
      long[] flags,
      long[] modSeqs,
      int[] sizes,
      int[] internalDates,
      int[] saveDates,
      long[] contents,
      long[][] more,
      long[] dates,
      AtomicInteger claimed) {
    this.size = size;
    this.uids = uids;
    this.flags = flags;
    this.modSeqs = modSeqs;
    this.sizes = sizes;
    this.internalDates = internalDates;
    this.saveDates = saveDates;
    this.contents = contents;
    this.more = more;
    this.dates = dates;
    this.claimed = claimed;
  }

  static Chunk empty(int capacity) {
    return new Chunk(
        0,
        new int[capacity],
        new long[capacity],
        new long[capacity],
        new int[capacity],
        new int[capacity],
        new int[capacity],
        new long[capacity],
        NO_WORDS,
        NO_DATES,
        new AtomicInteger());
  }

  /** The words of a message's flags besides the first. */
  long[] more(int at) {
    return more.length == 0 ? FlagBits.NO_MORE : more[at];
  }

  /** Seconds since 1970. */
  long internalDate(int at) {
    return dates.length == 0 ? Integer.toUnsignedLong(internalDates[at]) : dates[at];
  }

  long uid(int at) {
    return Integer.toUnsignedLong(uids[at]);
  }

  long lastUid() {
    return uid(size - 1);
  }

  boolean full() {
    return size == CAPACITY;
  }

  /**
   * This chunk and one more message; shares the arrays while they have room that no other successor
   * has taken.
   */
  Chunk plus(
      int uid,
      FlagBits bits,
      long modSeq,
      int octets,
      long internalDate,
      int saveDate,
      long content) {
    boolean free = size < uids.length && claimed.compareAndSet(size, size + 1);
    Chunk room = free ? this : copied();
    room.uids[size] = uid;
    room.flags[size] = bits.first();
    room.modSeqs[size] = modSeq;
    room.sizes[size] = octets;
    room.internalDates[size] = (int) internalDate;
    room.saveDates[size] = saveDate;
    room.contents[size] = content;
    return new Chunk(
        size + 1,
        room.uids,
        room.flags,
        room.modSeqs,
        room.sizes,
        room.internalDates,
        room.saveDates,
        room.contents,
        room.moreWith(size, bits.more()),
        room.datesWith(size, internalDate),
        room.claimed);
  }

  private long[][] moreWith(int at, long[] words) {
    long[][] column = more;
    if (column.length == 0 && words.length > 0) {
      column = new long[uids.length][];
      Arrays.fill(column, FlagBits.NO_MORE);
    }
    if (column.length > 0) {
      column[at] = words;
    }
    return column;
  }

  private long[] datesWith(int at, long date) {
    long[] column = dates;
    if (column.length == 0 && date != (date & 0xFFFFFFFFL)) {
      column = new long[uids.length];
      for (int i = 0; i < at; i++) {
        column[i] = internalDate(i);
      }
    }
    if (column.length > 0) {
      column[at] = date;
    }
    return column;
  }

  /** This chunk and one message of another. */
  Chunk plus(Chunk other, int at) {
    return plus(other, at, other.bits(at));
  }

  /** This chunk and one message of another, with other flags. */
  Chunk plus(Chunk other, int at, FlagBits bits) {
    return plus(
        other.uids[at],
        bits,
        other.modSeqs[at],
        other.sizes[at],
        other.internalDate(at),
        other.saveDates[at],
        other.contents[at]);
  }

  /** The same in arrays of its own, whose next slot is claimed. */
  private Chunk copied() {
    int capacity =
        size < uids.length ? uids.length : Math.min(CAPACITY, Math.max(8, uids.length * 4));
    return new Chunk(
        size,
        Arrays.copyOf(uids, capacity),
        Arrays.copyOf(flags, capacity),
        Arrays.copyOf(modSeqs, capacity),
        Arrays.copyOf(sizes, capacity),
        Arrays.copyOf(internalDates, capacity),
        Arrays.copyOf(saveDates, capacity),
        Arrays.copyOf(contents, capacity),
        more.length == 0 ? more : Arrays.copyOf(more, capacity),
        dates.length == 0 ? dates : Arrays.copyOf(dates, capacity),
        new AtomicInteger(size + 1));
  }

  /** Flags of a message. */
  FlagBits bits(int at) {
    return more.length == 0 && flags[at] == 0 ? FlagBits.NONE : FlagBits.of(flags[at], more(at));
  }

  /**
   * The same messages with flags and mod-sequences of their own, for a change.
   *
   * @param wide whether the change needs more than one word
   */
  Chunk withOwnFlags(boolean wide) {
    long[][] words = more.length == 0 ? more : more.clone();
    if (words.length == 0 && wide) {
      words = new long[uids.length][];
      Arrays.fill(words, FlagBits.NO_MORE);
    }
    return new Chunk(
        size,
        uids,
        flags.clone(),
        modSeqs.clone(),
        sizes,
        internalDates,
        saveDates,
        contents,
        words,
        dates,
        claimed);
  }

  /** The same messages as they come to a mailbox: with higher UIDs and one mod-sequence. */
  Chunk arrived(long firstUid, long modSeq) {
    int[] higher = new int[size];
    for (int i = 0; i < size; i++) {
      higher[i] = (int) (uid(i) + firstUid - 1);
    }
    long[] same = new long[size];
    Arrays.fill(same, modSeq);
    return new Chunk(
        size,
        higher,
        flags,
        same,
        sizes,
        internalDates,
        saveDates,
        contents,
        more,
        dates,
        new AtomicInteger(size + 1)); // no successor has a slot in arrays that others share
  }

  /** Changes the other words of a message; only of a chunk that has its own. */
  void changeMore(int at, FlagChange.Operation operation, FlagBits bits) {
    if (more.length > 0) {
      more[at] = FlagBits.changed(operation, more[at], bits.more());
    }
  }

  /** Whether the other one came from this by changes of flags only, or this from it. */
  boolean sameMessages(Chunk other) {
    return uids == other.uids && size == other.size; // withOwnFlags shares the UIDs
  }

  /** Index of a UID, or where it would be as {@code -(index) - 1}. */
  int indexOf(long uid) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = uid(middle);
      if (found < uid) {
        low = middle + 1;
      } else if (found > uid) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -low - 1;
  }
}
