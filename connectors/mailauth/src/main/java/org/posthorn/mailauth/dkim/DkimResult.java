package org.posthorn.mailauth.dkim;

import java.util.Optional;

/**
 * What became of one signature.
 *
 * @param domain {@code d} in A-labels; empty where it cannot be read
 * @param selector {@code s} likewise
 * @param algorithm as in {@code a}; empty where it cannot be read
 * @param identity {@code i}
 * @param signatureStart the first eight characters of {@code b}, or fewer: which of several
 *     signatures it is. RFC 6008 §3
 * @param keyBits the size of the key, 0 where none was found
 * @param testing whether the domain only tries DKIM: a failure then means nothing. RFC 6376 §3.6.1
 */
public record DkimResult(
    DkimVerdict verdict,
    String domain,
    String selector,
    String algorithm,
    Optional<String> identity,
    String signatureStart,
    int keyBits,
    boolean testing) {

  public AuthStatus status() {
    return verdict.status();
  }

  /** The result as it stands in Authentication-Results, on one line. RFC 8601 §2.7.1. */
  public String text() {
    StringBuilder text = new StringBuilder("dkim=").append(status().text());
    if (keyBits > 0) {
      text.append(" (").append(keyBits).append("-bit key)");
    }
    if (!verdict.reason().isEmpty()) {
      text.append(" reason=\"").append(verdict.reason()).append('"');
    }
    property(text, "header.d", domain);
    property(text, "header.s", selector);
    property(text, "header.a", algorithm);
    identity.ifPresent(id -> property(text, "header.i", id));
    property(text, "header.b", signatureStart);
    return text.toString();
  }

  private static void property(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(' ').append(name).append('=');
      if (value.matches("[A-Za-z0-9._@-]+")) {
        text.append(value);
      } else {
        text.append('"');
        value.chars().forEach(c -> quoted(text, (char) c));
        text.append('"');
      }
    }
  }

  private static void quoted(StringBuilder text, char c) {
    if (c == '"' || c == '\\') {
      text.append('\\');
    }
    text.append(c < ' ' || c == 127 ? '?' : c);
  }
}
