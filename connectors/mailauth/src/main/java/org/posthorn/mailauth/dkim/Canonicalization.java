package org.posthorn.mailauth.dkim;

import java.util.Optional;

/** What a relay may have changed without breaking a signature. RFC 6376 §3.4. */
public enum Canonicalization {
  /** Nothing but empty lines at the end. RFC 6376 §3.4.1, §3.4.3. */
  SIMPLE("simple"),
  /** Also blanks, folding, and the case of field names. RFC 6376 §3.4.2, §3.4.4. */
  RELAXED("relaxed");

  private final String text;

  Canonicalization(String text) {
    this.text = text;
  }

  /** Its name in a tag. */
  public String text() {
    return text;
  }

  /** The one with this name, in any case. */
  public static Optional<Canonicalization> named(String name) {
    for (Canonicalization each : values()) {
      if (each.text.equalsIgnoreCase(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * A field as it is signed, without the CRLF that ends it.
   *
   * @param raw the octets of the field as Latin-1, name and folding included
   */
  public String field(String raw) {
    if (this == SIMPLE) {
      return raw;
    }
    int colon = raw.indexOf(':');
    int nameEnd = colon < 0 ? raw.length() : colon;
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < nameEnd; i++) {
      char c = raw.charAt(i);
      if (c != ' ' && c != '\t') {
        text.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
      }
    }
    text.append(':');
    boolean blank = false;
    int start = text.length();
    for (int i = nameEnd + 1; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\r' && i + 1 < raw.length() && raw.charAt(i + 1) == '\n') {
        i++; // RFC 6376 §3.4.2: unfolded
      } else if (c == ' ' || c == '\t') {
        blank = text.length() > start;
      } else {
        if (blank) {
          text.append(' ');
          blank = false;
        }
        text.append(c);
      }
    }
    return text.toString();
  }
}
