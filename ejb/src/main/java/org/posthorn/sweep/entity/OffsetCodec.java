package org.posthorn.sweep.entity;

import java.util.Arrays;

/** Ascending numbers as differences in seven-bit groups: about two octets for each record. */
final class OffsetCodec {
  private static final int LONGEST = 5;

  private OffsetCodec() {}

  static byte[] encode(int[] offsets) {
    byte[] octets = new byte[Math.max(LONGEST, offsets.length * 2)];
    int at = 0;
    int last = 0;
    for (int offset : offsets) {
      if (at + LONGEST > octets.length) {
        octets = Arrays.copyOf(octets, octets.length * 2);
      }
      int rest = offset - last;
      last = offset;
      while ((rest & ~0x7F) != 0) {
        octets[at++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      octets[at++] = (byte) rest;
    }
    return Arrays.copyOf(octets, at);
  }

  static int[] decode(byte[] octets) {
    int[] offsets = new int[octets.length];
    int count = 0;
    int last = 0;
    for (int at = 0; at < octets.length; ) {
      int difference = 0;
      byte octet;
      int shift = 0;
      do {
        octet = octets[at++];
        difference |= (octet & 0x7F) << shift;
        shift += 7;
      } while (octet < 0);
      last += difference;
      offsets[count++] = last;
    }
    return Arrays.copyOf(offsets, count);
  }
}
