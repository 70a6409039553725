package org.posthorn.smtp.codec;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The parameters of MAIL or RCPT, one after the other. RFC 5321 §4.1.1.11. */
abstract class EsmtpParameters {
  private final Set<String> seen = new HashSet<>();

  // Mail-parameters = esmtp-param *(SP esmtp-param)
  final void read(Cursor in) {
    while (!in.atEnd()) {
      in.expect(" ");
      String word = in.word();
      if (!word.isEmpty()) { // two spaces, which some clients send
        add(word);
      }
    }
  }

  // esmtp-param = esmtp-keyword ["=" esmtp-value]
  private void add(String parameter) {
    int equals = parameter.indexOf('=');
    String keyword =
        (equals < 0 ? parameter : parameter.substring(0, equals)).toUpperCase(Locale.ROOT);
    if (!seen.add(keyword)) {
      throw wrong("Parameter given twice");
    }
    boolean known = add(keyword, equals < 0 ? "" : parameter.substring(equals + 1), equals >= 0);
    if (!known) {
      throw new SmtpSyntaxException(555, "5.5.4", "Parameter not recognized");
    }
  }

  /**
   * Takes one.
   *
   * @param keyword in upper case
   * @param given whether there is a value, which may be empty
   * @return whether there is such a parameter
   */
  abstract boolean add(String keyword, String value, boolean given);

  /** The parameter is known, its value is not what it may be. */
  static SmtpSyntaxException wrong(String text) {
    return new SmtpSyntaxException(501, "5.5.4", text);
  }
}
