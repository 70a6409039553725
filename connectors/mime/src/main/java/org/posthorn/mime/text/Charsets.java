package org.posthorn.mime.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/** Charset names as mail uses them, and decoding that never fails. */
public final class Charsets {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** What is read as UTF-8; octets that are none are read as windows-1252. */
  private static final Charset GUESS = CharsetLabels.charset("").orElseThrow();

  private Charsets() {}

  /**
   * The charset that senders mean by this name, in any case; empty when it is unknown or cannot be
   * one. Charsets that are ASCII or UTF-8 read other octets as windows-1252. Some can only decode.
   */
  public static Optional<Charset> named(String name) {
    return CharsetLabels.charset(name);
  }

  /** Whether octets that come as text to search for can be in a charset of this name. */
  public static boolean isSearchable(String name) {
    return !name.isBlank()
        && named(name).filter(charset -> !charset.name().contains("UTF-16")).isPresent();
  }

  /** The charset that decides what octets mean that are said to be {@code name}. */
  static Charset of(String name) {
    return named(name).orElse(GUESS);
  }

  /** Whether octets below 128 are always ASCII, whatever stands before them. */
  static boolean keepsAscii(Charset charset) {
    return isUtf8(charset) || keepsAscii(charset.name().toLowerCase(Locale.ROOT));
  }

  private static boolean keepsAscii(String name) {
    return name.startsWith("iso-8859-")
        || name.startsWith("x-iso-8859-")
        || name.startsWith("windows-125")
        || name.startsWith("x-mac")
        || name.startsWith("koi8-");
  }

  /** Whether characters are those of UTF-8. */
  static boolean isUtf8(Charset charset) {
    return charset instanceof MailUtf8;
  }

  /**
   * Text of octets whose charset is said to be {@code name}. An unknown name is taken as UTF-8;
   * octets that are not UTF-8 are read as windows-1252, and those that mean nothing at all become
   * U+FFFD.
   */
  public static String decode(byte[] octets, int from, int to, String name) {
    return decode(octets, from, to, of(name));
  }

  /** Text of octets in a charset. */
  static String decode(byte[] octets, int from, int to, Charset charset) {
    if (isUtf8(charset)) {
      boolean ascii = isAscii(octets, from, to);
      String quick = new String(octets, from, to - from, ascii ? ISO_8859_1 : UTF_8);
      if (ascii || quick.indexOf('\uFFFD') < 0) {
        return quick;
      }
    }
    return new String(octets, from, to - from, charset);
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
