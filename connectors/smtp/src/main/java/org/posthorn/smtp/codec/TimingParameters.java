package org.posthorn.smtp.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.kernel.Recipient.ValidSince;

/** The forms of parameters that say when. RFC 4865, RFC 2852, RFC 7293. */
final class TimingParameters {
  // by-value = by-time ";" by-mode [by-trace] ; by-time = ["-" / "+"] 1*9DIGIT ; RFC 2852 §4
  private static final Pattern BY =
      Pattern.compile("([-+]?[0-9]{1,9});([NR])(T?)", Pattern.CASE_INSENSITIVE);

  private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,8}");
  private static final int MAX_DATE = 40;

  private OptionalLong holdFor = OptionalLong.empty();
  private Optional<Instant> holdUntil = Optional.empty();
  private Optional<MailTiming.By> by = Optional.empty();

  // holdfor-param = "HOLDFOR=" future-release-interval ; 1*9DIGIT, not 0: RFC 4865 §4
  void holdFor(String value) {
    if (!SECONDS.matcher(value).matches()) {
      throw EsmtpParameters.wrong("HOLDFOR is a number of seconds");
    }
    alone();
    holdFor = OptionalLong.of(Long.parseLong(value));
  }

  // holduntil-param = "HOLDUNTIL=" future-release-date-time ; RFC 4865 §4
  void holdUntil(String value) {
    alone();
    holdUntil = Optional.of(date(value));
  }

  private void alone() {
    if (holdFor.isPresent() || holdUntil.isPresent()) {
      throw EsmtpParameters.wrong("HOLDFOR and HOLDUNTIL exclude each other");
    }
  }

  void by(String value) {
    Matcher parts = BY.matcher(value);
    if (!parts.matches()) {
      throw EsmtpParameters.wrong("BY is seconds;N or seconds;R, and perhaps T");
    }
    long seconds = Long.parseLong(parts.group(1));
    boolean orReturned = parts.group(2).equalsIgnoreCase("R");
    if (orReturned && seconds <= 0) { // RFC 2852 §4
      throw EsmtpParameters.wrong("The time to deliver by has passed");
    }
    by = Optional.of(new MailTiming.By(seconds, orReturned, !parts.group(3).isEmpty()));
  }

  MailTiming timing() {
    return new MailTiming(holdFor, holdUntil, by);
  }

  // rrvs-param = "RRVS=" date-time [ ";" ( "C" / "R" ) ] ; RFC 7293 §3.1
  static ValidSince validSince(String value) {
    int end = value.indexOf(';');
    String how = end < 0 ? "C" : value.substring(end + 1);
    if (!how.equalsIgnoreCase("C") && !how.equalsIgnoreCase("R")) {
      throw EsmtpParameters.wrong("RRVS is a date, and perhaps C or R");
    }
    Instant moment = date(end < 0 ? value : value.substring(0, end));
    return new ValidSince(moment, how.equalsIgnoreCase("R"));
  }

  private static Instant date(String text) {
    try {
      if (text.length() <= MAX_DATE) {
        Instant date = OffsetDateTime.parse(text.toUpperCase(java.util.Locale.ROOT)).toInstant();
        if (date.getEpochSecond() > 0 && date.getEpochSecond() < 253402300800L) { // to year 9999
          return date;
        }
      }
    } catch (DateTimeException broken) {
      // said below
    }
    throw EsmtpParameters.wrong("Not a date as 2027-01-31T10:00:00Z"); // RFC 3339 §5.6
  }
}
