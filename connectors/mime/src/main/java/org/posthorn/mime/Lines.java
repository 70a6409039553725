package org.posthorn.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line feeds, eight octets at a time. */
final class Lines {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FEEDS = 0x0A0A0A0A0A0A0A0AL;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

  private Lines() {}

  /** Where the first line feed stands in {@code octets[from, to)}; -1 when there is none. */
  static int indexOf(byte[] octets, int from, int to) {
    int at = from;
    for (; at <= to - 8; at += 8) {
      long feeds = feeds(octets, at);
      if (feeds != 0) {
        return at + (Long.numberOfTrailingZeros(feeds) >> 3);
      }
    }
    for (; at < to; at++) {
      if (octets[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** How many line feeds stand in {@code octets[from, to)}. */
  static int count(byte[] octets, int from, int to) {
    int count = 0;
    int at = from;
    for (; at <= to - 8; at += 8) {
      count += Long.bitCount(feeds(octets, at));
    }
    for (; at < to; at++) {
      count += octets[at] == '\n' ? 1 : 0;
    }
    return count;
  }

  // the high bit of each octet that is a line feed
  private static long feeds(byte[] octets, int at) {
    long zeros = (long) LONGS.get(octets, at) ^ FEEDS;
    return ~((zeros & LOW_BITS) + LOW_BITS | zeros | LOW_BITS);
  }
}
