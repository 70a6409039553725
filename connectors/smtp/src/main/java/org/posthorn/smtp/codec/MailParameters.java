package org.posthorn.smtp.codec;

import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.MailOptions;

/** The parameters of MAIL. RFC 5321 §4.1.1.11. */
final class MailParameters {
  private static final int MAX_SIZE_DIGITS = 20; // RFC 1870 §6

  OptionalLong size = OptionalLong.empty();
  Body body = Body.SEVEN_BIT;
  boolean utf8;
  private final Set<String> seen = new HashSet<>();

  MailOptions options() {
    return MailOptions.of(utf8, body);
  }

  // Mail-parameters = esmtp-param *(SP esmtp-param)
  static MailParameters read(Cursor in) {
    MailParameters parameters = new MailParameters();
    while (!in.atEnd()) {
      in.expect(" ");
      String word = in.word();
      if (!word.isEmpty()) { // two spaces, which some clients send
        parameters.add(word);
      }
    }
    return parameters;
  }

  // esmtp-param = esmtp-keyword ["=" esmtp-value]
  private void add(String parameter) {
    int equals = parameter.indexOf('=');
    String keyword =
        (equals < 0 ? parameter : parameter.substring(0, equals)).toUpperCase(Locale.ROOT);
    String value = equals < 0 ? "" : parameter.substring(equals + 1);
    if (!seen.add(keyword)) {
      throw new SyntaxException(501, "5.5.4", "Parameter given twice");
    }
    switch (keyword) {
      case "SIZE" -> size = OptionalLong.of(number(value));
      case "BODY" -> body = body(value);
      case "SMTPUTF8" -> utf8 = flag(equals);
      case "AUTH" -> requireValue(value); // RFC 4954 §5: nobody here is trusted to assert it
      default -> throw new SyntaxException(555, "5.5.4", "Parameter not recognized");
    }
  }

  // size-value = 1*20DIGIT
  private static long number(String digits) {
    if (digits.isEmpty()
        || digits.length() > MAX_SIZE_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new SyntaxException(501, "5.5.4", "Not a number");
    }
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  private static Body body(String value) {
    return Body.named(value)
        .orElseThrow(() -> new SyntaxException(501, "5.5.4", "No such body type"));
  }

  private static boolean flag(int equals) {
    if (equals >= 0) {
      throw new SyntaxException(501, "5.5.4", "Parameter takes no value");
    }
    return true;
  }

  private static void requireValue(String value) {
    if (value.isEmpty()) {
      throw new SyntaxException(501, "5.5.4", "Parameter needs a value");
    }
  }
}
