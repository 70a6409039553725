package org.posthorn.mailboxes.entity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.posthorn.kernel.UidSet;

/** Numbers in seven-bit groups, small ones in one octet; signed ones in zigzag form. */
final class Columns {
  private byte[] octets;
  private int at;

  /** To write to. */
  Columns() {
    octets = new byte[64];
  }

  /** To read from. */
  Columns(byte[] octets) {
    this.octets = octets;
  }

  byte[] toArray() {
    return Arrays.copyOf(octets, at);
  }

  void put(long value) {
    if (at + 10 > octets.length) {
      octets = Arrays.copyOf(octets, octets.length * 2);
    }
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      octets[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    octets[at++] = (byte) rest;
  }

  long get() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte octet = octets[at++];
      value |= (long) (octet & 0x7F) << shift;
      if (octet >= 0) {
        return value;
      }
    }
  }

  void putSigned(long value) {
    put(value << 1 ^ value >> 63);
  }

  long getSigned() {
    long value = get();
    return value >>> 1 ^ -(value & 1);
  }

  void put(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    put(utf8.length);
    if (at + utf8.length > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, at + utf8.length));
    }
    System.arraycopy(utf8, 0, octets, at, utf8.length);
    at += utf8.length;
  }

  String getText() {
    int length = (int) get();
    at += length;
    return new String(octets, at - length, length, StandardCharsets.UTF_8);
  }

  void put(List<String> texts) {
    put(texts.size());
    texts.forEach(this::put);
  }

  List<String> getTexts() {
    int size = (int) get();
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(getText());
    }
    return texts;
  }

  void put(UidSet uids) {
    put(uids.ranges());
    long last = 0;
    for (int i = 0; i < uids.ranges(); i++) {
      put(uids.first(i) - last);
      put(uids.last(i) - uids.first(i));
      last = uids.last(i);
    }
  }

  UidSet getUids() {
    UidSet.Builder uids = UidSet.builder();
    long last = 0;
    for (long ranges = get(); ranges > 0; ranges--) {
      long first = last + get();
      last = first + get();
      uids.add(first, last);
    }
    return uids.build();
  }
}
