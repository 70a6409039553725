package org.posthorn.kernel;

import java.util.Locale;
import java.util.Optional;

/** Which octets a message may consist of: what the sender declared by {@code BODY}. */
public enum Body {
  /** Lines of ASCII; nothing was declared, or {@code 7BIT}. */
  SEVEN_BIT("7bit"),
  /** Lines of any octets. RFC 6152. */
  EIGHT_BIT("8bitmime"),
  /** Any octets; line ends mean nothing. RFC 3030 §3. */
  BINARY("binarymime");

  private final String text;

  Body(String text) {
    this.text = text;
  }

  /** The value of the parameter, in lower case. */
  public String text() {
    return text;
  }

  /** The one with a value of the parameter, in any case; empty when it is none. */
  public static Optional<Body> named(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    for (Body each : values()) {
      if (each.text.equals(lower)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
