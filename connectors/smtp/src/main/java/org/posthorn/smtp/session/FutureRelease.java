package org.posthorn.smtp.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.posthorn.kernel.Handling.Release;
import org.posthorn.smtp.codec.MailTiming;
import org.posthorn.smtp.codec.SmtpReply;

/** Mail that is kept back until a moment that its author chose. RFC 4865. */
final class FutureRelease {
  static final SmtpReply TOO_LATE =
      SmtpReply.of(501, "5.5.4", "Mail is kept back for 60 days at most");
  static final SmtpReply PAST = SmtpReply.of(554, "5.5.4", "The time to send it has passed");

  private static final Duration LONGEST = Duration.ofDays(60);

  private FutureRelease() {}

  // "FUTURERELEASE" SP future-release-interval SP future-release-date-time ; RFC 4865 §4
  static String announced(Instant now) {
    return "FUTURERELEASE " + LONGEST.toSeconds() + " " + latest(now);
  }

  private static Instant latest(Instant now) {
    return now.plus(LONGEST).truncatedTo(ChronoUnit.SECONDS);
  }

  /** What is asked for, from now on. */
  static Optional<Release> of(MailTiming asked, Instant now) {
    if (asked.holdFor().isPresent()) {
      long seconds = asked.holdFor().getAsLong();
      return Optional.of(new Release(now.plusSeconds(seconds), "for;" + seconds));
    }
    return asked.holdUntil().map(until -> new Release(until, "until;" + until));
  }

  /** What is wrong with it. */
  static Optional<SmtpReply> refusal(Release release, Instant now) {
    if (release.until().isAfter(now.plus(LONGEST))) {
      return Optional.of(TOO_LATE);
    }
    return release.until().isBefore(now) ? Optional.of(PAST) : Optional.empty();
  }
}
