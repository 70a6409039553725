package org.posthorn.imap.codec;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Recognises the beginning of a command that brings a message: APPEND, REPLACE, UID REPLACE. */
final class AppendStart {
  private static final int ENOUGH = 300; // a longer tag makes a command that nobody knows

  private static final String START = "[^ ]* (APPEND|(UID )?REPLACE ([0-9]{1,10}|\\*))";
  private static final Pattern BEGINS =
      Pattern.compile(START + "( .*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern ONLY = Pattern.compile(START + " ", Pattern.CASE_INSENSITIVE);

  private AppendStart() {}

  /** Whether a line begins so. */
  static boolean in(byte[] line) {
    return mayBegin(line) && BEGINS.matcher(text(line)).matches();
  }

  /** Whether the name of the mailbox is what comes next. */
  static boolean only(byte[] line) {
    return mayBegin(line) && ONLY.matcher(text(line)).matches();
  }

  /** Whether parts of a message begin on a line. RFC 4469 §5. */
  static boolean catenates(byte[] line) {
    return capitals(line).contains(" CATENATE (");
  }

  /** Whether what comes next is a URL. RFC 4469 §5. */
  static boolean endsWithUrl(byte[] line) {
    String text = capitals(line);
    return text.endsWith("(URL ") || text.endsWith(" URL ");
  }

  private static String capitals(byte[] line) {
    return new String(line, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
  }

  /** Settles most lines without a pattern: the command's name begins with A, R or U. */
  private static boolean mayBegin(byte[] line) {
    int space = 0;
    while (space < line.length && space < ENOUGH && line[space] != ' ') {
      space++;
    }
    int letter = space + 1 < line.length ? line[space + 1] & ~0x20 : 0;
    return letter == 'A' || letter == 'R' || letter == 'U';
  }

  private static String text(byte[] line) {
    return new String(line, 0, Math.min(line.length, ENOUGH + 40), StandardCharsets.ISO_8859_1);
  }
}
