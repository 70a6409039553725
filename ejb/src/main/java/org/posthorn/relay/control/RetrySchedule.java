package org.posthorn.relay.control;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * When to try again. RFC 5321 §4.5.4.1.
 *
 * @param waits the time between an attempt and the next; when they are used up, the mail has failed
 */
public record RetrySchedule(List<Duration> waits) {

  /** First quickly, because of greylisting, then ever more slowly; ends after five days. */
  public static final String DEFAULT =
      "PT7M30S,PT15M,PT30M,PT1H,PT2H,PT4H,PT8H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H,PT12H,PT8H";

  /** The failed attempt after which the sender hears of the delay. */
  public static final int DELAYED_AFTER = 5;

  /** So often a message is tried at most that nobody waits for: for a day, by the default. */
  static final int BRIEF_ATTEMPTS = 9;

  private static final long MOST_JITTER_MILLIS = 5_000;

  public RetrySchedule {
    waits = List.copyOf(waits);
    if (waits.stream().anyMatch(wait -> wait.isNegative() || wait.isZero())) {
      throw new IllegalArgumentException("A wait before a retry must be longer than nothing");
    }
  }

  /**
   * Reads ISO 8601 durations with commas between them.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static RetrySchedule parse(String text) {
    try {
      return new RetrySchedule(
          Stream.of(text.split(",")).map(String::strip).map(Duration::parse).toList());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no list of durations like PT7M30S", e);
    }
  }

  /** The wait after so many failed attempts, a little random; none when it was the last. */
  public Optional<Duration> after(int attempts, RandomGenerator random) {
    if (attempts > waits.size()) {
      return Optional.empty();
    }
    Duration wait = waits.get(attempts - 1);
    long jitter = Math.min(MOST_JITTER_MILLIS, wait.toMillis() / 20);
    return Optional.of(wait.plusMillis(random.nextLong(-jitter, jitter + 1)));
  }

  /** How long it still goes on after so many failed attempts. */
  public Duration remaining(int attempts) {
    return waits.stream().skip(Math.max(0, attempts - 1)).reduce(Duration.ZERO, Duration::plus);
  }
}
