package org.posthorn.imap.codec;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Dates of the grammar. RFC 9051 §9, {@code date} and {@code date-time}. */
final class DateTime {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final long FIRST = LocalDate.of(0, 1, 1).toEpochDay() * 24 * 60 * 60;
  private static final long END = LocalDate.of(10_000, 1, 1).toEpochDay() * 24 * 60 * 60;

  private DateTime() {}

  /** The number of a month by its English abbreviation; 0 when it is none. */
  static int month(String name) {
    return MONTHS.indexOf(name.toLowerCase(Locale.ROOT)) + 1;
  }

  // date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE
  /** Seconds since 1970 UTC, perhaps before; in UTC, too, the year has four digits. */
  static long parse(CommandCursor in) {
    String text = in.expectString();
    if (!text.matches("[ 0-3]\\d-[A-Za-z]{3}-\\d{4} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}")) {
      throw in.wrong("Wrong date-time");
    }
    try {
      LocalDate date =
          LocalDate.of(
              Integer.parseInt(text, 7, 11, 10),
              month(text.substring(3, 6)),
              Integer.parseInt(text.substring(0, 2).trim()));
      int second = Math.min(59, Integer.parseInt(text, 18, 20, 10)); // a leap second
      LocalTime time =
          LocalTime.of(
              Integer.parseInt(text, 12, 14, 10), Integer.parseInt(text, 15, 17, 10), second);
      int sign = text.charAt(21) == '-' ? -1 : 1;
      ZoneOffset zone =
          ZoneOffset.ofHoursMinutes(
              sign * Integer.parseInt(text, 22, 24, 10), sign * Integer.parseInt(text, 24, 26, 10));
      long seconds = LocalDateTime.of(date, time).toEpochSecond(zone);
      if (seconds < FIRST || seconds >= END) {
        throw in.wrong("Wrong date-time");
      }
      return seconds;
    } catch (DateTimeException e) {
      throw in.wrong("Wrong date-time");
    }
  }
}
