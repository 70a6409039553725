package org.posthorn.mime.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Text to search for, prepared: case and compatibility forms make no difference. Immutable. RFC
 * 9051 §6.4.4, RFC 5255 §4.2.
 */
public final class SearchText {
  private final String folded;
  private final byte[] octets;
  private final boolean ascii;
  private final byte[] moves; // by octet, 1 to 127; 0 of the last one
  private final int moveOfLast;

  /** Prepares text as it came from the client. */
  public SearchText(String text) {
    folded = fold(text);
    octets = folded.getBytes(UTF_8);
    ascii = octets.length == folded.length();
    moves = moves(octets);
    moveOfLast = octets.length == 0 ? 1 : moves[octets[octets.length - 1] & 0xFF];
    if (octets.length > 0) {
      set(moves, octets[octets.length - 1], (byte) 0);
    }
  }

  /**
   * The form in which texts are compared: that of {@code i;unicode-casemap} (RFC 5051 §2), and
   * ASCII letters small.
   */
  public static String fold(String text) {
    String mapped = Charsets.isAscii(text) ? text : decomposed(text);
    StringBuilder out = new StringBuilder(mapped.length());
    for (int i = 0; i < mapped.length(); i++) {
      char c = mapped.charAt(i);
      out.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return out.toString();
  }

  private static String decomposed(String text) {
    StringBuilder titles = new StringBuilder(text.length());
    text.codePoints().map(Character::toTitleCase).forEach(titles::appendCodePoint);
    return Normalizer.normalize(titles, Normalizer.Form.NFKD);
  }

  /** The text, folded. */
  public String folded() {
    return folded;
  }

  /** Whether it is empty and so is found everywhere. */
  public boolean isEmpty() {
    return octets.length == 0;
  }

  /** How many chars of text have to be kept so that it is found where it spans two pieces. */
  public int overlap() {
    return 4 * folded.length() + 16; // composing may shorten what is compared
  }

  /** Whether it stands in text that is not folded yet. */
  public boolean in(String text) {
    return fold(text).contains(folded);
  }

  /** Whether it is ASCII, and so is found in octets of ASCII as they are. */
  public boolean isAscii() {
    return ascii;
  }

  /** How many chars it has, folded. */
  int length() {
    return folded.length();
  }

  /** Whether it stands in {@code text[from, to)}: UTF-8, folded. */
  public boolean inFolded(byte[] text, int from, int to) {
    return find(text, from, to);
  }

  /** Whether it stands in {@code text[from, to)}: ASCII in any case. */
  public boolean inAscii(byte[] text, int from, int to) {
    return ascii && find(text, from, to);
  }

  // Horspool's: what stands where the text would end says how far it can be moved at once
  private boolean find(byte[] text, int from, int to) {
    int last = octets.length - 1;
    if (last < 0) {
      return true;
    }
    byte[] by = moves;
    for (int i = from + last; i < to; ) {
      int move = by[text[i] & 0xFF];
      if (move == 0) { // the last one: the only octet at which there is more to do
        if (matches(text, i - last)) {
          return true;
        }
        move = moveOfLast;
      }
      i += move;
    }
    return false;
  }

  private boolean matches(byte[] text, int at) {
    for (int i = octets.length - 2; i >= 0; i--) {
      if (small(text[at + i]) != octets[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte small(byte c) {
    return c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
  }

  private static byte[] moves(byte[] octets) {
    byte[] moves = new byte[256];
    Arrays.fill(moves, (byte) Math.min(Byte.MAX_VALUE, Math.max(1, octets.length)));
    for (int i = Math.max(0, octets.length - Byte.MAX_VALUE); i < octets.length - 1; i++) {
      byte move = (byte) (octets.length - 1 - i);
      set(moves, octets[i], move);
    }
    return moves;
  }

  private static void set(byte[] moves, byte octet, byte move) {
    int c = octet & 0xFF;
    moves[c] = move;
    if (c >= 'a' && c <= 'z') {
      moves[c - 32] = move;
    }
  }
}
