package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a server said as a client does: responses with their literals. RFC 9051 §7. */
final class Replies {
  private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");
  private static final Pattern RESPONSE =
      Pattern.compile("\\* .+|\\+( .*)?|[^ (){%*\"\\\\+]+ (OK|NO|BAD) .+", Pattern.DOTALL);

  private Replies() {}

  /** The responses, one char per octet, without CRLF at their ends. */
  static List<String> read(byte[] octets) {
    String text = new String(octets, ISO_8859_1);
    List<String> replies = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at);
      String reply = text.substring(at, end);
      if (!RESPONSE.matcher(reply).matches()) {
        throw new AssertionError("no response: " + reply);
      }
      replies.add(reply);
      at = end + 2;
    }
    return replies;
  }

  private static int end(String text, int from) {
    int lineStart = from;
    while (true) {
      int end = text.indexOf("\r\n", lineStart);
      if (end < 0) {
        throw new AssertionError("unfinished response: " + text.substring(from));
      }
      Matcher literal = LITERAL.matcher(text.substring(lineStart, end));
      if (!literal.find()) {
        return end;
      }
      lineStart = end + 2 + Integer.parseInt(literal.group(1));
      if (lineStart > text.length()) {
        throw new AssertionError("unfinished literal: " + text.substring(from));
      }
    }
  }
}
