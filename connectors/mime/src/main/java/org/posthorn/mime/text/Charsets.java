package org.posthorn.mime.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Charset names as mail uses them, and decoding that never fails. */
public final class Charsets {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  // names that senders use for more than they say, or that Java does not know
  private static final Map<String, Charset> KNOWN =
      Map.of(
          "", UTF_8,
          "us-ascii", UTF_8,
          "ascii", UTF_8,
          "utf-8", UTF_8,
          "utf8", UTF_8,
          "iso-8859-1", WINDOWS_1252,
          "latin1", WINDOWS_1252,
          "unknown-8bit", WINDOWS_1252,
          "x-unknown", WINDOWS_1252,
          "gb2312", charsetOr("GB18030", WINDOWS_1252));

  private Charsets() {}

  private static Charset charsetOr(String name, Charset otherwise) {
    return Charset.isSupported(name) ? Charset.forName(name) : otherwise;
  }

  /** The charset of this name in any case; empty when it is unknown or cannot be one. */
  public static Optional<Charset> named(String name) {
    String plain = name.trim().toLowerCase(Locale.ROOT);
    Charset known = KNOWN.get(plain);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      return Optional.of(Charset.forName(plain));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }

  /**
   * Text of octets whose charset is said to be {@code name}. An unknown name is taken as UTF-8 if
   * the octets are, else as windows-1252; octets that mean nothing become U+FFFD.
   */
  public static String decode(byte[] octets, int from, int to, String name) {
    Optional<Charset> charset = named(name);
    if (charset.isEmpty() || charset.get().equals(UTF_8)) {
      return decodeUtf8(octets, from, to);
    }
    return new String(octets, from, to - from, charset.get());
  }

  private static String decodeUtf8(byte[] octets, int from, int to) {
    if (isAscii(octets, from, to)) {
      return new String(octets, from, to - from, ISO_8859_1);
    }
    int whole = wholeCharacters(octets, from, to);
    return strictUtf8(octets, from, to)
        .or(() -> isAscii(octets, from, whole) ? Optional.empty() : strictUtf8(octets, from, whole))
        .orElseGet(() -> new String(octets, from, to - from, WINDOWS_1252));
  }

  private static Optional<String> strictUtf8(byte[] octets, int from, int to) {
    try {
      return Optional.of(
          UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(octets, from, to - from))
              .toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  // where the octets end without a character that the end cuts off
  private static int wholeCharacters(byte[] octets, int from, int to) {
    int start = to;
    while (start > from && to - start < 4) {
      int c = octets[--start] & 0xFF;
      if (c >= 0xC0) {
        int length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
        return start + length > to ? start : to;
      }
      if (c < 0x80) {
        return to;
      }
    }
    return to;
  }

  /** Whether there are only octets below 128. */
  public static boolean isAscii(byte[] octets, int from, int to) {
    return firstOther(octets, from, to) == to;
  }

  /** Where the first octet stands that is not below 128; {@code to} when there is none. */
  static int firstOther(byte[] octets, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to && ((long) LONGS.get(octets, at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < to && octets[at] >= 0) {
      at++;
    }
    return at;
  }

  /** Whether all chars are below 128. */
  public static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }
}
