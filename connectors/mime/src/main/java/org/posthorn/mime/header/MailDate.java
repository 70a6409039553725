package org.posthorn.mime.header;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a message says that it was sent. RFC 5322 §3.3, with the obsolete forms of §4.3 and what
 * else is seen: missing day name, missing zone, two-digit years, full month names, what date(1)
 * writes, ISO 8601.
 *
 * @param day days since 1970-01-01 as written, disregarding zone
 * @param second of that day, 0 to 86,399
 * @param zone minutes east of UTC
 */
public record MailDate(long day, int second, int zone) {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /** Seconds since 1970 UTC. */
  public long epochSecond() {
    return day * 86_400 + second - zone * 60L;
  }

  /** Reads an unfolded value; empty when no day, month and year are in it. */
  public static Optional<MailDate> parse(String value) {
    return named(words(value)).or(() -> IsoDate.parse(value));
  }

  // with the name of the month
  private static Optional<MailDate> named(List<String> words) {
    int month = -1;
    int index = -1;
    for (int i = 0; i < words.size() && month < 0; i++) {
      month = month(words.get(i));
      index = i;
    }
    if (month < 0 || index == 0 && words.size() < 3) {
      return Optional.empty();
    }
    // date = day month year; asctime's "Nov 24 22:01:01 2002" is the other order, and date(1)
    // has a zone before the year
    boolean dayFirst = index > 0 && number(words.get(index - 1)) >= 0;
    int dayWord = dayFirst ? index - 1 : index + 1;
    int rest = dayFirst ? index + 1 : index + 2;
    int time = find(words, rest, ":");
    boolean yearNext = rest < words.size() && number(words.get(rest)) >= 0;
    int yearWord = yearNext ? rest : yearAfter(words, Math.max(rest, time + 1));
    return date(words, dayWord, month + 1, yearWord).map(day -> at(day, words, time, yearWord));
  }

  private static int yearAfter(List<String> words, int from) {
    for (int i = from; i < words.size(); i++) {
      if (words.get(i).length() == 4 && number(words.get(i)) >= 0) {
        return i;
      }
    }
    return from;
  }

  private static Optional<Long> date(List<String> words, int dayWord, int month, int yearWord) {
    if (Math.max(dayWord, yearWord) >= words.size()) {
      return Optional.empty();
    }
    int day = number(words.get(dayWord));
    int year = year(words.get(yearWord));
    try {
      return year < 0 ? Optional.empty() : Optional.of(LocalDate.of(year, month, day).toEpochDay());
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static MailDate at(long day, List<String> words, int time, int yearWord) {
    int second = time < 0 ? 0 : second(words.get(time));
    int zoneWord = (time < 0 ? yearWord : time) + 1;
    if (zoneWord < words.size() && isHalf(words.get(zoneWord))) {
      second = half(second, words.get(zoneWord++));
    }
    zoneWord += zoneWord == yearWord ? 1 : 0;
    return new MailDate(
        day, second, zoneWord < words.size() ? MailZone.minutes(words.get(zoneWord)) : 0);
  }

  private static boolean isHalf(String word) {
    return word.equalsIgnoreCase("AM") || word.equalsIgnoreCase("PM");
  }

  // 12:30 AM is half past midnight
  private static int half(int second, String half) {
    int morning = second % (12 * 3600);
    return half.equalsIgnoreCase("PM") ? morning + 12 * 3600 : morning;
  }

  private static List<String> words(String value) {
    List<String> words = new ArrayList<>(8);
    int depth = 0;
    int start = -1;
    for (int i = 0; i <= value.length() && words.size() < 16; i++) {
      char c = i < value.length() ? value.charAt(i) : ' ';
      boolean dash = c == '-' && start >= 0 && !isZone(value, start); // 24-Nov-2002
      if (c <= ' ' || c == ',' || c == '(' || c == ')' || depth > 0 || dash) {
        if (start >= 0) {
          words.add(value.substring(start, i));
          start = -1;
        }
        depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
      } else if (start < 0) {
        start = i;
      }
    }
    return words;
  }

  // +0100, GMT-5
  private static boolean isZone(String value, int start) {
    return value.charAt(start) == '+'
        || value.regionMatches(true, start, "GMT", 0, 3)
        || value.regionMatches(true, start, "UTC", 0, 3);
  }

  private static int find(List<String> words, int from, String part) {
    for (int i = from; i < words.size(); i++) {
      if (words.get(i).contains(part)) {
        return i;
      }
    }
    return -1;
  }

  private static int month(String word) {
    return word.length() < 3 ? -1 : MONTHS.indexOf(word.substring(0, 3).toLowerCase(Locale.ROOT));
  }

  /** What up to four digits say; -1 for anything else. */
  static int number(String digits) {
    if (digits.isEmpty() || digits.length() > 4) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  // obs-year: RFC 5322 §4.3
  private static int year(String word) {
    int year = number(word);
    if (year >= 0 && word.length() == 2) {
      return year < 50 ? 2000 + year : 1900 + year;
    }
    return year >= 0 && word.length() == 3 ? 1900 + year : year;
  }

  private static int second(String time) {
    int seconds = 0;
    int parts = 0;
    for (int start = 0; start <= time.length() && parts < 3; parts++) {
      int colon = time.indexOf(':', start);
      int end = colon < 0 ? time.length() : colon;
      int number = Math.max(0, number(time.substring(start, end)));
      seconds = seconds * 60 + Math.min(number, parts == 0 ? 23 : 59); // a leap second is 59
      start = end + 1;
    }
    return parts == 2 ? seconds * 60 : parts == 1 ? seconds * 3600 : seconds;
  }
}
