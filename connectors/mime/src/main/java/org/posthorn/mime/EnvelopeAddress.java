package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import org.posthorn.mime.header.EncodedWords;

/**
 * One address of an ENVELOPE; empty text stands for NIL. RFC 9051 §7.5.2.
 *
 * @param name the display name, encoded words decoded
 * @param mailbox what stands before the {@code @}, or the name of a group
 * @param host what stands behind it; empty for a group
 */
public record EnvelopeAddress(String name, String mailbox, String host) {

  /** Reads the first address of a list as it is written in an ENVELOPE. */
  static Optional<EnvelopeAddress> first(byte[] list, int from, int to) {
    if (to - from < 2 || list[from] != '(') {
      return Optional.empty(); // NIL
    }
    Members in = new Members(list, from + 2);
    String name = in.next();
    in.next(); // the route
    String mailbox = EncodedWords.decode(in.next());
    return Optional.of(
        new EnvelopeAddress(EncodedWords.decode(name), mailbox, EncodedWords.decode(in.next())));
  }

  /** Reads {@code NIL}, quoted strings and literals, each with one octet behind it. */
  private static final class Members {
    private final byte[] octets;
    private int at;

    Members(byte[] octets, int at) {
      this.octets = octets;
      this.at = at;
    }

    String next() {
      if (octets[at] == 'N') {
        at += 4;
        return "";
      }
      return octets[at] == '"' ? quoted() : literal();
    }

    private String quoted() {
      int from = ++at;
      boolean escaped = false;
      for (; octets[at] != '"'; at++) {
        if (octets[at] == '\\') {
          escaped = true;
          at++;
        }
      }
      String text = new String(octets, from, at - from, ISO_8859_1);
      at += 2;
      return escaped ? unescaped(text) : text;
    }

    private String literal() {
      int length = 0;
      for (at++; octets[at] != '}'; at++) {
        length = length * 10 + octets[at] - '0';
      }
      int from = at + 3; // behind CR LF
      at = from + length + 1;
      return new String(octets, from, length, ISO_8859_1);
    }
  }

  /** What a quoted string with escapes says. */
  static String unescaped(String quoted) {
    if (quoted.indexOf('\\') < 0) {
      return quoted;
    }
    StringBuilder text = new StringBuilder(quoted.length());
    for (int i = 0; i < quoted.length(); i++) {
      i += quoted.charAt(i) == '\\' ? 1 : 0;
      text.append(quoted.charAt(i));
    }
    return text.toString();
  }
}
