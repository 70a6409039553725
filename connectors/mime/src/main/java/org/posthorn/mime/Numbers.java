package org.posthorn.mime;

import java.util.Arrays;

/** Numbers of variable length, seven bits an octet, the lowest first; written into an array. */
final class Numbers {
  private byte[] octets = new byte[64];
  private int length;

  Numbers add(long number) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      octet((byte) (rest | 0x80));
      rest >>>= 7;
    }
    octet((byte) rest);
    return this;
  }

  /** Adds a number that may be below zero. */
  Numbers addSigned(long number) {
    return add(number << 1 ^ number >> 63);
  }

  Numbers add(byte[] more) {
    for (byte b : more) {
      octet(b);
    }
    return this;
  }

  private void octet(byte b) {
    if (length == octets.length) {
      octets = Arrays.copyOf(octets, length * 2);
    }
    octets[length++] = b;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(octets, length);
  }

  /** Reads what {@link Numbers} wrote. */
  static final class Reader {
    private final byte[] octets;
    private int at;

    Reader(byte[] octets, int from) {
      this.octets = octets;
      this.at = from;
    }

    int at() {
      return at;
    }

    long next() {
      byte b = octets[at++];
      if (b >= 0) {
        return b;
      }
      long number = b & 0x7F;
      for (int shift = 7; ; shift += 7) {
        b = octets[at++];
        number |= (b & 0x7FL) << shift;
        if (b >= 0) {
          return number;
        }
      }
    }

    int nextInt() {
      return (int) next();
    }

    long nextSigned() {
      long number = next();
      return number >>> 1 ^ -(number & 1);
    }

    /** Octets as one char each. */
    @SuppressWarnings("deprecation") // the charset-free constructor is the direct one
    String nextText() {
      int length = nextInt();
      at += length;
      return new String(octets, 0, at - length, length);
    }
  }
}
