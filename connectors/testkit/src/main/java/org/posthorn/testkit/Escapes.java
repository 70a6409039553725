package org.posthorn.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Octets written as text with {@code \r \n \t \0 \\ \xHH}. */
public final class Escapes {
  private Escapes() {}

  /** The octets; other characters are UTF-8. */
  public static byte[] octets(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        int codePoint = text.codePointAt(i);
        octets.writeBytes(Character.toString(codePoint).getBytes(UTF_8));
        i += Character.charCount(codePoint) - 1;
        continue;
      }
      c = text.charAt(++i);
      switch (c) {
        case 'r' -> octets.write('\r');
        case 'n' -> octets.write('\n');
        case 't' -> octets.write('\t');
        case '0' -> octets.write(0);
        case 'x' -> {
          octets.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
        }
        case '\\' -> octets.write('\\');
        default -> throw new IllegalArgumentException("No such escape: \\" + c);
      }
    }
    return octets.toByteArray();
  }
}
