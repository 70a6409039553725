package org.posthorn.trace.control;

/**
 * Values as parts of a log line. Strangers choose many of them, so whatever could end the line, the
 * value or the colour of a terminal is written as an escape sequence.
 */
public final class LogText {
  private static final int LONGEST = 320; // an address of RFC 5321 §4.5.3.1 with its signs
  private static final String CUT = "…";

  private LogText() {}

  /** An address in angle brackets; empty text is the null reverse-path. */
  public static String bracketed(String address) {
    return '<' + escaped(address, " <>\\") + '>';
  }

  /** A value: a word as it is, anything else in quotes. */
  public static String value(String text) {
    return isWord(text) ? text : '"' + escaped(text, "\"\\") + '"';
  }

  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isWordCharacter(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST;
  }

  private static boolean isWordCharacter(char c) {
    return c > ' ' && c < 127 && "\"\\=<>".indexOf(c) < 0;
  }

  private static String escaped(String text, String special) {
    StringBuilder line = new StringBuilder(text.length() + 8);
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (special.indexOf(c) < 0 && isHarmless(c)) {
        line.append(c);
      } else {
        line.append(String.format("\\u%04x", (int) c));
      }
    }
    return text.length() > LONGEST ? line + CUT : line.toString();
  }

  // letters and digits of all scripts, but no controls, no bidirectional or invisible characters
  private static boolean isHarmless(char c) {
    return c >= ' ' && c < 127 || c > 127 && Character.isLetterOrDigit(c);
  }
}
