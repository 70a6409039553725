package org.posthorn.imap.codec;

import java.util.Optional;

/**
 * The announcement of a literal at the end of a line. RFC 9051 §4.3, RFC 7888.
 *
 * @param size octets that follow; {@link #HUGE} when the number is out of all bounds
 * @param waits whether the client waits to be asked for them: no {@code +}
 * @param length octets of the announcement itself
 */
record LiteralMark(long size, boolean waits, int length) {
  /** Larger than anything that is taken. */
  static final long HUGE = Long.MAX_VALUE;

  // literal = "{" number64 ["+"] "}"
  static Optional<LiteralMark> atEndOf(byte[] line, int length) {
    int at = length - 1;
    if (at < 2 || line[at] != '}') {
      return Optional.empty();
    }
    boolean waits = line[--at] != '+';
    int end = waits ? at + 1 : at;
    int first = end;
    while (first > 0 && line[first - 1] >= '0' && line[first - 1] <= '9') {
      first--;
    }
    if (first == end || first == 0 || line[first - 1] != '{') {
      return Optional.empty();
    }
    return Optional.of(new LiteralMark(number(line, first, end), waits, length - first + 1));
  }

  private static long number(byte[] line, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (line[i] - '0');
      if (value > 0xFFFFFFFFFFFFL) {
        return HUGE;
      }
    }
    return value;
  }
}
