package org.posthorn.mime.header;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as ISO 8601 and RFC 3339 §5.6 write them, also with a blank before time or zone. */
final class IsoDate {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*(\\d{4})(-?)(\\d\\d)\\2(\\d\\d)"
              + "(?:(?:[Tt]|\\s+)(\\d\\d):?(\\d\\d)(?::?(\\d\\d))?(?:[.,]\\d+)?"
              + "\\s*([+-]\\d\\d(?::?\\d\\d)?|\\p{Alpha}{1,5})?)?(?!\\w).*",
          Pattern.DOTALL);

  private IsoDate() {}

  static Optional<MailDate> parse(String value) {
    Matcher found = FORM.matcher(value);
    if (!found.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.of(number(found, 1), number(found, 3), number(found, 4));
      int second =
          Math.min(number(found, 5), 23) * 3600
              + Math.min(number(found, 6), 59) * 60
              + Math.min(number(found, 7), 59);
      String zone = found.group(8) == null ? "" : found.group(8);
      return Optional.of(new MailDate(day.toEpochDay(), second, MailZone.minutes(zone)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static int number(Matcher found, int group) {
    return found.group(group) == null ? 0 : Integer.parseInt(found.group(group));
  }
}
