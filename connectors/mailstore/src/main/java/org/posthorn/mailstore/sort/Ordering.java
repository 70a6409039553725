package org.posthorn.mailstore.sort;

import java.util.Arrays;

/**
 * Sorts by several criteria at once: what they say of a message and its place are packed into one
 * number, so that numbers alone are sorted.
 */
final class Ordering {
  private static final int BITS = 63;

  private final int placeBits;
  private final long[] keys;
  private int bits;

  /** For so many messages, which keep their order where nothing else is said. */
  Ordering(int messages) {
    placeBits = bits(Math.max(0, messages - 1));
    keys = new long[messages];
  }

  private static int bits(long greatest) {
    return Long.SIZE - Long.numberOfLeadingZeros(greatest);
  }

  /** Where all before is equal, this decides. The values of the first messages count. */
  void by(long[] values, boolean descending) {
    if (keys.length == 0) {
      return;
    }
    long least = Arrays.stream(values, 0, keys.length).min().orElse(0);
    long greatest = Arrays.stream(values, 0, keys.length).max().orElse(0);
    long[] more = new long[keys.length];
    for (int i = 0; i < more.length; i++) {
      more[i] = descending ? greatest - values[i] : values[i] - least;
    }
    int width = bits(greatest - least);
    if (bits + width + placeBits > BITS) {
      bits = condense(keys);
    }
    if (bits + width + placeBits > BITS) {
      width = condense(more);
    }
    for (int i = 0; i < keys.length; i++) {
      keys[i] = keys[i] << width | more[i];
    }
    bits += width;
  }

  /** Replaces numbers by their ranks; answers how many bits these need. */
  private int condense(long[] numbers) {
    long[] packed = packed(numbers);
    long rank = 0;
    long before = packed[0] >>> placeBits;
    for (long one : packed) {
      long number = one >>> placeBits;
      rank += number == before ? 0 : 1;
      before = number;
      numbers[place(one)] = rank;
    }
    return bits(rank);
  }

  private long[] packed(long[] numbers) {
    long[] packed = new long[numbers.length];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = numbers[i] << placeBits | i;
    }
    Arrays.sort(packed);
    return packed;
  }

  private int place(long packed) {
    return (int) (packed & (1L << placeBits) - 1);
  }

  /** The places in order. */
  int[] places() {
    long[] packed = packed(keys);
    int[] places = new int[packed.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(packed[i]);
    }
    return places;
  }
}
