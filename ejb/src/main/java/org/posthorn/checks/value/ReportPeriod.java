package org.posthorn.checks.value;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What an aggregate report is about: a part of a day of UTC, or all of it.
 *
 * @param hour with which it begins, 0 to 23
 * @param hours how long it lasts: a divisor of 24
 */
public record ReportPeriod(LocalDate day, int hour, int hours) {

  /** The one of a length that a moment is in. */
  public static ReportPeriod at(Instant moment, int hours) {
    LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
    int hour = moment.atOffset(ZoneOffset.UTC).getHour();
    return new ReportPeriod(day, hour - hour % hours, hours);
  }

  /** Its first moment. */
  public Instant begin() {
    return day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
  }

  /** The first moment after it. */
  public Instant end() {
    return begin().plus(Duration.ofHours(hours));
  }
}
