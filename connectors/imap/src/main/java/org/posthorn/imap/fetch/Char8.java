package org.posthorn.imap.fetch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Octets that may stand in a literal: any but NUL. Mail that came with NUL where it could not be
 * kept in base64 is given with 0x80 in its place; {@code BINARY[…]} gives it as it came. RFC 9051
 * §9, {@code CHAR8}.
 */
final class Char8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Char8() {}

  /** The same octets, or a copy without NUL. */
  static byte[] of(byte[] octets) {
    if (firstNul(octets, 0, octets.length) == octets.length) {
      return octets;
    }
    byte[] copy = octets.clone();
    clean(copy, copy.length);
    return copy;
  }

  /** Takes NUL out of the first octets of an array. */
  static void clean(byte[] octets, int length) {
    for (int at = firstNul(octets, 0, length); at < length; at = firstNul(octets, at + 1, length)) {
      octets[at] = (byte) 0x80;
    }
  }

  /** Where the first NUL stands; {@code to} when there is none. */
  private static int firstNul(byte[] octets, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to && !hasNul((long) LONGS.get(octets, at))) {
      at += Long.BYTES;
    }
    while (at < to && octets[at] != 0) {
      at++;
    }
    return at;
  }

  private static boolean hasNul(long eight) {
    return (eight - LOW_BITS & ~eight & HIGH_BITS) != 0;
  }

  /** Another stream without NUL. */
  record Stream(OctetStream octets) implements OctetStream {
    @Override
    public int read(byte[] target) {
      int count = octets.read(target);
      clean(target, Math.max(0, count));
      return count;
    }

    @Override
    public int room() {
      return octets.room();
    }
  }
}
