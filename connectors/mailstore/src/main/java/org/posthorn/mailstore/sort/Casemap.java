package org.posthorn.mailstore.sort;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.Locale;

/**
 * The collation {@code i;unicode-casemap}: case and compatibility forms make no difference. RFC
 * 5051, RFC 5255 §4.2.
 */
public final class Casemap {

  /** Orders keys as the octets of their UTF-8 are ordered. RFC 5051 §2. */
  public static final Comparator<String> ORDER = Casemap::compare;

  private Casemap() {}

  /** The key of a text: equal texts have equal keys. */
  public static String key(String text) {
    return isAscii(text) ? text.toUpperCase(Locale.ROOT) : mapped(text);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  private static String mapped(String text) {
    StringBuilder titles = new StringBuilder(text.length());
    text.codePoints().map(Character::toTitleCase).forEach(titles::appendCodePoint);
    return Normalizer.normalize(titles, Normalizer.Form.NFKD);
  }

  private static int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) { // in UTF-16 surrogates come before U+E000, in UTF-8 after U+FFFF
        boolean astral = Character.isSurrogate(x);
        return astral == Character.isSurrogate(y) ? Character.compare(x, y) : astral ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
