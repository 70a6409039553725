package org.posthorn.imap.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDate;
import org.posthorn.imap.codec.Responses;

/**
 * Writes {@code date-time} in UTC. Remembers the day: neighbouring messages mostly share it. RFC
 * 9051 §9.
 */
final class DateText {
  private static final int DAY = 24 * 60 * 60;
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private final byte[] text = "\"dd-mmm-yyyy hh:mm:ss +0000\"".getBytes(US_ASCII);
  private long day = Long.MIN_VALUE;

  /** Writes seconds since 1970, quoted. */
  void write(long seconds, Responses out) {
    long wanted = Math.floorDiv(seconds, DAY);
    if (wanted != day) {
      day = wanted;
      date(LocalDate.ofEpochDay(wanted));
    }
    int time = Math.floorMod(seconds, DAY);
    digits(13, time / 3600);
    digits(16, time / 60 % 60);
    digits(19, time % 60);
    out.octets(text);
  }

  private void date(LocalDate date) {
    digits(1, date.getDayOfMonth());
    if (text[1] == '0') {
      text[1] = ' '; // date-day-fixed = (SP DIGIT) / 2DIGIT
    }
    for (int i = 0; i < 3; i++) {
      text[4 + i] = (byte) MONTHS.charAt(3 * (date.getMonthValue() - 1) + i);
    }
    digits(8, date.getYear() / 100);
    digits(10, date.getYear() % 100);
  }

  private void digits(int at, int number) {
    text[at] = (byte) ('0' + number / 10);
    text[at + 1] = (byte) ('0' + number % 10);
  }
}
