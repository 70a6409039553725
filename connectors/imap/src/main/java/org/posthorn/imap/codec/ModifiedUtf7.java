package org.posthorn.imap.codec;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Mailbox names of IMAP4rev1: UTF-16 in base64 between {@code &} and {@code -}. RFC 3501 §5.1.3.
 */
public final class ModifiedUtf7 {
  /**
   * Stands before text that is no encoding of a name. Neither text nor a name can have it: half of
   * a pair of UTF-16.
   */
  public static final String UNDECODABLE = "\uD800";

  private ModifiedUtf7() {}

  /** The encoded form of a name as commands have it, also of what was no encoding. */
  public static String raw(String name) {
    return name.startsWith(UNDECODABLE) ? name.substring(1) : encode(name);
  }

  /** The text of a name; empty when it is not the one right encoding of some text. */
  public static Optional<String> decode(String name) {
    StringBuilder text = new StringBuilder(name.length());
    int at = 0;
    while (at < name.length()) {
      char c = name.charAt(at++);
      if (c < ' ' || c > '~') {
        return Optional.empty();
      }
      if (c != '&') {
        text.append(c);
        continue;
      }
      int end = name.indexOf('-', at);
      if (end < 0) {
        return Optional.empty();
      }
      if (end == at) {
        text.append('&');
      } else if (!shifted(name.substring(at, end), text)) {
        return Optional.empty();
      }
      at = end + 1;
    }
    String decoded = text.toString();
    return encode(decoded).equals(name) ? Optional.of(decoded) : Optional.empty();
  }

  private static boolean shifted(String base64, StringBuilder text) {
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(base64.replace(',', '/'));
    } catch (IllegalArgumentException e) {
      return false;
    }
    String part = new String(octets, StandardCharsets.UTF_16BE);
    text.append(part);
    return octets.length % 2 == 0 && part.indexOf('\uFFFD') < 0;
  }

  /** The name for a text. */
  public static String encode(String text) {
    StringBuilder name = new StringBuilder(text.length() + 8);
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c >= ' ' && c <= '~') {
        name.append(c == '&' ? "&-" : String.valueOf(c));
        at++;
        continue;
      }
      int from = at;
      while (at < text.length() && (text.charAt(at) < ' ' || text.charAt(at) > '~')) {
        at++;
      }
      byte[] octets = text.substring(from, at).getBytes(StandardCharsets.UTF_16BE);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(octets);
      name.append('&').append(base64.replace('/', ',')).append('-');
    }
    return name.toString();
  }
}
