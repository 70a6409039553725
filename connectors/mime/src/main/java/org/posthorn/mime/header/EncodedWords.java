package org.posthorn.mime.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.posthorn.mime.text.Charsets;
import org.posthorn.mime.text.TransferDecoder;

/**
 * Decodes {@code =?charset?Q?…?=} and {@code =?charset?B?…?=}. Total: what is none stays as it is,
 * raw 8-bit octets are read as UTF-8 (RFC 6532) or windows-1252. RFC 2047, RFC 2231 §5.
 */
public final class EncodedWords {
  private final String value;
  private final StringBuilder out;
  // octets of encoded words that follow each other in one charset: a character may span them
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(64);
  private String charset = "";

  private EncodedWords(String value) {
    this.value = value;
    this.out = new StringBuilder(value.length());
  }

  /** Whether decoding would change the value; one char per octet. */
  public static boolean needsDecoding(String value) {
    return value.contains("=?") || !Charsets.isAscii(value);
  }

  /** The text of an unfolded value, one char per octet. */
  public static String decode(String value) {
    return needsDecoding(value) ? new EncodedWords(value).run() : value;
  }

  /** The text of an unfolded value. */
  public static String decode(byte[] value) {
    return decode(new String(value, ISO_8859_1));
  }

  private String run() {
    int at = 0;
    int last = value.lastIndexOf("?="); // no word ends behind it
    while (true) {
      int start = value.indexOf("=?", at);
      if (start < 0 || start > last) {
        break;
      }
      int end = endOfWord(start);
      if (end < 0) {
        literal(at, start + 2);
        at = start + 2;
        continue;
      }
      boolean between = pending.size() > 0 && value.substring(at, start).isBlank();
      if (!between) {
        literal(at, start); // blanks between encoded words mean nothing. RFC 2047 §6.2
      }
      word(start + 2, end);
      at = end + 2;
    }
    literal(at, value.length());
    flush();
    return out.toString();
  }

  // encoded-word = "=?" charset "?" encoding "?" encoded-text "?="; gives where "?=" stands
  private int endOfWord(int start) {
    int first = value.indexOf('?', start + 2);
    boolean shaped =
        first > start + 2 && first + 2 < value.length() && value.charAt(first + 2) == '?';
    if (!shaped || "bBqQ".indexOf(value.charAt(first + 1)) < 0) {
      return -1;
    }
    return value.indexOf("?=", first + 3);
  }

  private void literal(int from, int to) {
    if (from < to) {
      flush();
      byte[] octets = value.substring(from, to).getBytes(ISO_8859_1);
      out.append(Charsets.decode(octets, 0, octets.length, ""));
    }
  }

  private void word(int from, int end) {
    int first = value.indexOf('?', from);
    String name = value.substring(from, first);
    int language = name.indexOf('*'); // RFC 2231 §5
    name = language < 0 ? name : name.substring(0, language);
    if (!name.equalsIgnoreCase(charset)) {
      flush();
      charset = name;
    }
    String text = value.substring(first + 3, end);
    boolean quoted = (value.charAt(first + 1) | 32) == 'q';
    byte[] octets = quoted ? TransferDecoder.q(text) : base64(text);
    pending.write(octets, 0, octets.length);
  }

  private static byte[] base64(String text) {
    byte[] octets = text.getBytes(ISO_8859_1);
    TransferDecoder decoder = TransferDecoder.named("base64");
    ByteBuffer decoded = ByteBuffer.allocate(octets.length + TransferDecoder.SPARE);
    decoder.decode(octets, 0, octets.length, decoded);
    byte[] result = new byte[decoded.position()];
    decoded.flip().get(result);
    return result;
  }

  private void flush() {
    if (pending.size() > 0) {
      out.append(Charsets.decode(pending.toByteArray(), 0, pending.size(), charset));
      pending.reset();
    }
  }
}
