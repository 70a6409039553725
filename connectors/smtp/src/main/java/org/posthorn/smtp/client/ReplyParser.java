package org.posthorn.smtp.client;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads replies from octets, cut anywhere. Total: what is no reply gives one with code 0, and after
 * that nothing more. RFC 5321 §4.2.
 */
final class ReplyParser {

  /** Longest line that is read; RFC 5321 §4.5.3.1.5 asks for 512. */
  static final int MAX_LINE = 2048;

  /** Most lines of one reply. */
  static final int MAX_LINES = 100;

  private final StringBuilder line = new StringBuilder();
  private final List<String> lines = new ArrayList<>();
  private int code;
  private boolean broken;

  /** The next complete reply; takes octets up to its end. */
  Optional<PeerReply> next(ByteBuffer octets) {
    while (octets.hasRemaining() && !broken) {
      char c = (char) (octets.get() & 0xFF);
      if (c != '\n') {
        if (line.length() == MAX_LINE) {
          return fail("The server sent an endless line");
        }
        line.append(c);
        continue;
      }
      Optional<PeerReply> reply = line();
      if (reply.isPresent()) {
        return reply;
      }
    }
    return Optional.empty();
  }

  // Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF
  private Optional<PeerReply> line() {
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      length--;
    }
    int number = code(length);
    if (number == 0 || (!lines.isEmpty() && number != code)) {
      return fail("The server sent something that is no reply");
    }
    code = number;
    lines.add(length > 4 ? readable(length) : "");
    boolean more = length > 3 && line.charAt(3) == '-';
    line.setLength(0);
    if (!more) {
      PeerReply reply = PeerReply.of(code, lines);
      lines.clear();
      return Optional.of(reply);
    }
    return lines.size() == MAX_LINES ? fail("The server sent an endless reply") : Optional.empty();
  }

  // Reply-code = %x32-35 %x30-35 %x30-39 ; any second digit is taken
  private int code(int length) {
    if (length < 3 || line.charAt(0) < '2' || line.charAt(0) > '5') {
      return 0;
    }
    int number = 0;
    for (int i = 0; i < 3; i++) {
      char c = line.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      number = number * 10 + (c - '0');
    }
    boolean separated = length == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-';
    return separated ? number : 0;
  }

  private String readable(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 4; i < length; i++) {
      char c = line.charAt(i);
      text.append(c == '\t' ? ' ' : c >= ' ' && c < 127 ? c : '?');
    }
    return text.toString();
  }

  private Optional<PeerReply> fail(String why) {
    broken = true;
    return Optional.of(PeerReply.broken(why));
  }
}
