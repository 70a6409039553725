package org.posthorn.smtp.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts octets into lines. Keeps nothing itself: an unfinished line stays in the buffer, so the
 * caller's backlog has the octets and this has the limit.
 */
public final class LineDecoder {

  /** Longest command line with its end; RFC 5321 §4.5.3.1.4 demands 512, parameters need more. */
  public static final int MAX_COMMAND = 2048;

  /** Longest line of an authentication exchange. RFC 4954 §4. */
  public static final int MAX_AUTH = 12288;

  private LineDecoder() {}

  /** What stands in the buffer. */
  public sealed interface Line {

    /** A line, without its end. */
    record Text(String text) implements Line {}

    /** A line that does not end with CRLF, has a bare CR, or is not UTF-8. It is to be refused. */
    record Broken() implements Line {}

    /** More octets without line end than allowed. All were taken; there is no way to go on. */
    record TooLong() implements Line {}
  }

  /**
   * Takes the next line; empty, and nothing taken, when it has not ended yet.
   *
   * @param limit most octets of the line with its end
   */
  public static Optional<Line> next(ByteBuffer octets, int limit) {
    int start = octets.position();
    int end = Math.min(octets.limit(), start + limit);
    for (int i = start; i < end; i++) {
      if (octets.get(i) == '\n') {
        Line line = line(octets.slice(start, i + 1 - start));
        octets.position(i + 1);
        return Optional.of(line);
      }
    }
    if (octets.remaining() < limit) {
      return Optional.empty();
    }
    octets.position(octets.limit());
    return Optional.of(new Line.TooLong());
  }

  private static Line line(ByteBuffer octets) {
    int length = octets.limit() - 2;
    if (length < 0 || octets.get(length) != '\r') {
      return new Line.Broken(); // bare LF: RFC 5321 §2.3.8
    }
    octets.limit(length);
    for (int i = 0; i < length; i++) {
      if (octets.get(i) == '\r') {
        return new Line.Broken();
      }
    }
    try {
      return new Line.Text(StandardCharsets.UTF_8.newDecoder().decode(octets).toString());
    } catch (CharacterCodingException notUtf8) {
      return new Line.Broken();
    }
  }
}
