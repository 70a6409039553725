package org.posthorn.imap.codec;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Recognises the beginning of a command that brings a message: APPEND, REPLACE, UID REPLACE. */
final class AppendStart {
  private static final int ENOUGH = 300; // a longer tag makes a command that nobody knows

  private static final String START = "[^ ]* +(APPEND|(UID +)?REPLACE +([0-9]{1,10}|\\*))";
  private static final Pattern BEGINS =
      Pattern.compile(START + "( .*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern ONLY = Pattern.compile(START + " +", Pattern.CASE_INSENSITIVE);

  private static final Pattern CATENATES =
      Pattern.compile(" CATENATE +\\(", Pattern.CASE_INSENSITIVE);

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
    return CATENATES.matcher(text(line, line.length)).find();
  }

  /** Whether what comes next is a URL. RFC 4469 §5. */
  static boolean endsWithUrl(byte[] line) {
    int end = line.length;
    while (end > 0 && line[end - 1] == ' ') {
      end--;
    }
    return end >= 4
        && end < line.length
        && (line[end - 4] == ' ' || line[end - 4] == '(')
        && text(line, end).regionMatches(true, end - 3, "URL", 0, 3);
  }

  /** Settles most lines without a pattern: the command's name begins with A, R or U. */
  private static boolean mayBegin(byte[] line) {
    int at = 0;
    while (at < line.length && at < ENOUGH && line[at] != ' ') {
      at++;
    }
    while (at < line.length && at < ENOUGH && line[at] == ' ') {
      at++;
    }
    int letter = at < line.length ? line[at] & ~0x20 : 0;
    return letter == 'A' || letter == 'R' || letter == 'U';
  }

  private static String text(byte[] line) {
    return text(line, Math.min(line.length, ENOUGH + 40));
  }

  private static String text(byte[] line, int length) {
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }
}
