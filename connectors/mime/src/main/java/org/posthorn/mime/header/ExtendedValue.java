package org.posthorn.mime.header;

import java.io.ByteArrayOutputStream;
import org.posthorn.mime.text.Charsets;

/** Parameter values with charset and language: {@code utf-8'en'%E2%82%AC}. RFC 2231 §4. */
final class ExtendedValue {
  private ExtendedValue() {}

  static String decode(String value) {
    int first = value.indexOf('\'');
    int second = value.indexOf('\'', first + 1);
    boolean marked = first >= 0 && second > first;
    byte[] octets = octets(marked ? value.substring(second + 1) : value);
    return Charsets.decode(octets, 0, octets.length, marked ? value.substring(0, first) : "");
  }

  private static byte[] octets(String value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int high = c == '%' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(value.charAt(i + 2), 16) : -1;
      if (low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(c);
      }
    }
    return out.toByteArray();
  }

  static String escape(String octets) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < octets.length(); i++) {
      char c = octets.charAt(i);
      boolean plain = c > ' ' && c < 127 && "*'%()<>@,;:\\\"/[]?=".indexOf(c) < 0;
      out.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return out.toString();
  }
}
