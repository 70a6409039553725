package org.posthorn.store;

import java.util.Arrays;

/**
 * Up to {@value #CAPACITY} neighbouring messages in columns. Immutable as seen by its readers:
 * slots beyond {@link #size} may be filled by a successor that shares the arrays.
 */
final class Chunk {
  static final int CAPACITY = 1024;

  final int size;
  final int[] uids;
  final long[] flags;
  final long[] modSeqs;
  final int[] sizes;
  final int[] internalDates;
  final int[] saveDates;
  final long[] contents;

  private Chunk(
      int size,
      int[] uids,
      long[] flags,
      long[] modSeqs,
      int[] sizes,
      int[] internalDates,
      int[] saveDates,
      long[] contents) {
    this.size = size;
    this.uids = uids;
    this.flags = flags;
    this.modSeqs = modSeqs;
    this.sizes = sizes;
    this.internalDates = internalDates;
    this.saveDates = saveDates;
    this.contents = contents;
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
        new long[capacity]);
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
   * This chunk and one more message; shares the arrays while they have room. Only for the newest.
   */
  Chunk plus(
      int uid, long bits, long modSeq, int octets, int internalDate, int saveDate, long content) {
    Chunk room = size < uids.length ? this : grown();
    room.uids[size] = uid;
    room.flags[size] = bits;
    room.modSeqs[size] = modSeq;
    room.sizes[size] = octets;
    room.internalDates[size] = internalDate;
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
        room.contents);
  }

  /** This chunk and one message of another. */
  Chunk plus(Chunk other, int at) {
    return plus(
        other.uids[at],
        other.flags[at],
        other.modSeqs[at],
        other.sizes[at],
        other.internalDates[at],
        other.saveDates[at],
        other.contents[at]);
  }

  private Chunk grown() {
    int capacity = Math.min(CAPACITY, Math.max(8, uids.length * 4));
    return new Chunk(
        size,
        Arrays.copyOf(uids, capacity),
        Arrays.copyOf(flags, capacity),
        Arrays.copyOf(modSeqs, capacity),
        Arrays.copyOf(sizes, capacity),
        Arrays.copyOf(internalDates, capacity),
        Arrays.copyOf(saveDates, capacity),
        Arrays.copyOf(contents, capacity));
  }

  /** The same messages with flags and mod-sequences of their own, for a change. */
  Chunk withOwnFlags() {
    return new Chunk(
        size, uids, flags.clone(), modSeqs.clone(), sizes, internalDates, saveDates, contents);
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
