package org.posthorn.imap.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects octets up to the end of a line, however they are cut; empty it holds no memory. */
final class LineBuffer {
  private static final byte[] NOTHING = new byte[0];
  private byte[] octets = NOTHING;
  private int length;

  /**
   * Takes octets up to and with LF, at most so many that {@code limit + 2} are held.
   *
   * @return whether the line has ended
   */
  boolean take(ByteBuffer in, int limit) {
    int from = in.position();
    int most = Math.min(in.limit(), from + limit + 2 - length);
    int at = from;
    boolean ended = false;
    while (at < most && !ended) {
      ended = in.get(at++) == '\n';
    }
    int count = at - from;
    if (length + count > octets.length) {
      int capacity = ended ? length + count : Math.max(64, (length + count) * 2);
      octets = Arrays.copyOf(octets, capacity);
    }
    in.get(octets, length, count);
    length += count;
    return ended;
  }

  int length() {
    return length;
  }

  /** The octets, of which {@link #length()} count. */
  byte[] octets() {
    return octets;
  }

  /** Whether the line ends with CRLF and has neither CR nor NUL within. */
  boolean clean() {
    if (length < 2 || octets[length - 2] != '\r') {
      return false;
    }
    for (int i = 0; i < length - 2; i++) {
      if (octets[i] == 0 || octets[i] == '\r') {
        return false;
      }
    }
    return true;
  }

  /** Forgets all but the last octets, enough for the announcement of a literal. */
  void shrink() {
    int keep = Math.min(length, 32);
    octets = Arrays.copyOfRange(octets, length - keep, length);
    length = keep;
  }

  /** The first octets of the line; the buffer is empty afterwards. */
  byte[] remove(int count) {
    byte[] line = octets.length == count ? octets : Arrays.copyOf(octets, count);
    clear();
    return line;
  }

  void clear() {
    octets = NOTHING;
    length = 0;
  }
}
