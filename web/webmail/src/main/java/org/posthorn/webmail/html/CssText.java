package org.posthorn.webmail.html;

/**
 * Writes names and strings of style sheets. Whatever they hold, they are read again as that one
 * name or string, and none has a character that could end a style element or attribute. CSSOM,
 * section 2.1.
 */
final class CssText {
  private static final String ESCAPED = "\"\\<>&'";

  private CssText() {}

  /** A name. */
  static String name(String name) {
    if (name.equals("-") || name.equals("--")) { // alone no name, and the start of -->
      return "\\" + name;
    }
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean digitFirst = i == 0 || i == 1 && name.charAt(0) == '-';
      boolean plain =
          c >= 128
              || (c | 32) >= 'a' && (c | 32) <= 'z'
              || c == '_'
              || c == '-'
              || c >= '0' && c <= '9' && !digitFirst;
      if (plain) {
        out.append(c);
      } else {
        escape(out, c);
      }
    }
    return out.toString();
  }

  /** What follows {@code #}: a digit may come first. */
  static String hash(String name) {
    return name("_" + name).substring(1);
  }

  /** The unit of a dimension, which must not look like an exponent. */
  static String unit(String name) {
    char next = name.length() > 1 ? name.charAt(1) : 0;
    boolean exponent = (name.charAt(0) | 32) == 'e' && (next >= '0' && next <= '9' || next == '-');
    if (!exponent) {
      return name(name);
    }
    StringBuilder out = new StringBuilder();
    escape(out, name.charAt(0));
    return out.append(hash(name.substring(1))).toString();
  }

  /** A string, in quotes. */
  static String string(String value) {
    StringBuilder out = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == 127 || ESCAPED.indexOf(c) >= 0) {
        escape(out, c);
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static void escape(StringBuilder out, char c) {
    out.append('\\').append(Integer.toHexString(c)).append(' ');
  }
}
