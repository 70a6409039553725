package org.posthorn.mime.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes text in lines of at most 76 characters of ASCII. RFC 2045 §6.7. */
final class QuotedPrintable {
  private static final int LINE = 76;

  private QuotedPrintable() {}

  /**
   * Encodes text.
   *
   * @param text in lines ended by CRLF or LF
   */
  static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() + text.length() / 8);
    String normal = text.replace("\r\n", "\n").replace('\r', '\n');
    String body = normal.endsWith("\n") ? normal.substring(0, normal.length() - 1) : normal;
    for (String line : body.split("\n", -1)) {
      line(line, out);
      out.append("\r\n");
    }
    return out.toString();
  }

  private static void line(String line, StringBuilder out) {
    byte[] octets = line.getBytes(UTF_8);
    int column = 0;
    for (int i = 0; i < octets.length; i++) {
      int octet = octets[i] & 0xFF;
      boolean last = i == octets.length - 1;
      boolean plain =
          octet > ' ' && octet < 127 && octet != '='
              || (octet == ' ' || octet == '\t') && !last; // RFC 2045 §6.7 (3)
      boolean from = i == 0 && line.startsWith("From ") || i == 0 && octet == '.';
      String written =
          plain && !from ? String.valueOf((char) octet) : String.format("=%02X", octet);
      if (column + written.length() > LINE - (last ? 0 : 1)) {
        out.append("=\r\n");
        column = 0;
      }
      out.append(written);
      column += written.length();
    }
  }
}
