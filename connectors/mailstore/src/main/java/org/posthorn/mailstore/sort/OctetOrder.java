package org.posthorn.mailstore.sort;

import java.util.Arrays;

/**
 * Orders different strings of octets. Pieces of them are packed into numbers together with the
 * place of the string; these sort without a look at the strings.
 */
final class OctetOrder {
  private static final int PIECE = 4; // octets
  private static final int OCTET_BITS = 9; // 0 stands for the end
  private static final int PLACE_BITS = 27;
  private static final long PLACE = (1L << PLACE_BITS) - 1;
  private static final long LAST_OCTET = ((1L << OCTET_BITS) - 1) << PLACE_BITS;

  private final byte[][] strings;
  private final long[] packed;

  private OctetOrder(byte[][] strings) {
    this.strings = strings;
    this.packed = new long[strings.length];
    Arrays.setAll(packed, place -> place);
  }

  /** The places of the strings, at most 2^27, the lowest first; each string is there once. */
  static int[] of(byte[][] strings) {
    OctetOrder order = new OctetOrder(strings);
    order.sort(0, strings.length, 0);
    int[] places = new int[strings.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = (int) (order.packed[i] & PLACE);
    }
    return places;
  }

  /** Sorts strings that are alike before an offset. */
  private void sort(int from, int to, int offset) {
    for (int i = from; i < to; i++) {
      long place = packed[i] & PLACE;
      packed[i] = piece(strings[(int) place], offset) << PLACE_BITS | place;
    }
    Arrays.sort(packed, from, to);
    int start = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || packed[i] >>> PLACE_BITS != packed[start] >>> PLACE_BITS) {
        if (i - start > 1 && (packed[start] & LAST_OCTET) != 0) {
          sort(start, i, offset + PIECE);
        }
        start = i;
      }
    }
  }

  private static long piece(byte[] string, int offset) {
    long piece = 0;
    for (int i = offset; i < offset + PIECE; i++) {
      piece = piece << OCTET_BITS | (i < string.length ? 1 + (string[i] & 0xFF) : 0);
    }
    return piece;
  }
}
