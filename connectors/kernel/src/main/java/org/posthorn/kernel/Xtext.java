package org.posthorn.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The encoding of parameters of MAIL and RCPT in which any octet but a visible ASCII character,
 * {@code +} and {@code =} is {@code +} with two hexadecimal digits in upper case. RFC 3461 §4.
 */
public final class Xtext {
  private static final String HEX = "0123456789ABCDEF";

  private Xtext() {}

  /** Encodes a text, in UTF-8. */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet > ' ' && octet < 127 && octet != '+' && octet != '=') {
        encoded.append((char) octet);
      } else {
        encoded.append('+').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
      }
    }
    return encoded.toString();
  }

  // xtext = *( xchar / hexchar ) ; xchar = %d33-42 / %d44-60 / %d62-126 ; hexchar = "+" 2HEXDIG
  /** Decodes it; empty when it breaks the rule, or is no UTF-8. */
  public static Optional<String> decode(String xtext) {
    byte[] octets = new byte[xtext.length()];
    int length = 0;
    for (int at = 0; at < xtext.length(); at++) {
      char c = xtext.charAt(at);
      if (c <= ' ' || c >= 127 || c == '=') {
        return Optional.empty();
      }
      if (c == '+') {
        int high = at + 2 < xtext.length() ? HEX.indexOf(xtext.charAt(at + 1)) : -1;
        int low = high < 0 ? -1 : HEX.indexOf(xtext.charAt(at + 2));
        if (low < 0) {
          return Optional.empty();
        }
        c = (char) (high << 4 | low);
        at += 2;
      }
      octets[length++] = (byte) c;
    }
    try {
      ByteBuffer whole = ByteBuffer.wrap(octets, 0, length);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(whole).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
