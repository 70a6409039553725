package org.posthorn.mailauth.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/**
 * A header field as it stands in a message.
 *
 * @param name in lower case; empty where the line is no field
 * @param text its octets as Latin-1, name and folding included, without the CRLF at the end
 */
public record RawField(String name, String text) {

  /** One whose octets are a text in Latin-1. */
  public static RawField of(String text) {
    int colon = text.indexOf(':');
    return new RawField(
        colon < 0 ? "" : text.substring(0, colon).strip().toLowerCase(Locale.ROOT), text);
  }

  /** What stands after the colon, octets as Latin-1. */
  public String value() {
    return text.substring(text.indexOf(':') + 1);
  }

  /** What stands after the colon, read as UTF-8. RFC 6532 §3. */
  public String utf8() {
    return new String(value().getBytes(ISO_8859_1), UTF_8);
  }
}
