package org.posthorn.mime.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;

/**
 * Text to search for, prepared: case and compatibility forms make no difference. Immutable. RFC
 * 9051 §6.4.4, RFC 5255 §4.2.
 */
public final class SearchText {
  private final String folded;
  private final byte[] octets;
  private final boolean ascii;

  /** Prepares text as it came from the client. */
  public SearchText(String text) {
    folded = fold(text);
    octets = folded.getBytes(UTF_8);
    ascii = octets.length == folded.length();
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

  /** Whether it stands in {@code text[from, to)}: UTF-8, folded. */
  public boolean inFolded(byte[] text, int from, int to) {
    return find(text, from, to, false);
  }

  /** Whether it stands in {@code text[from, to)}: ASCII in any case. */
  public boolean inAscii(byte[] text, int from, int to) {
    return ascii && find(text, from, to, true);
  }

  private boolean find(byte[] text, int from, int to, boolean anyCase) {
    if (octets.length == 0) {
      return true;
    }
    byte first = octets[0];
    byte other = anyCase && first >= 'a' && first <= 'z' ? (byte) (first - 32) : first;
    for (int i = from, end = to - octets.length; i <= end; i++) {
      if ((text[i] == first || text[i] == other) && matches(text, i, anyCase)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(byte[] text, int at, boolean anyCase) {
    for (int i = 1; i < octets.length; i++) {
      byte c = text[at + i];
      if (anyCase && c >= 'A' && c <= 'Z') {
        c = (byte) (c + 32);
      }
      if (c != octets[i]) {
        return false;
      }
    }
    return true;
  }
}
