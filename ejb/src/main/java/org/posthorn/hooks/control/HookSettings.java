package org.posthorn.hooks.control;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.posthorn.net.Networks;

/**
 * How requests are sent to webhooks.
 *
 * @param allowed networks that requests may go to, though they are not of the Internet
 * @param http whether requests may go without TLS
 * @param authorities a file with the authorities that vouch for receivers; empty for those of Java
 * @param waits the time between an attempt and the next; when they are used up, it has failed
 * @param limit how long an attempt may take
 * @param concurrency how many are sent at once, those apart that take long
 * @param mostWaiting how many may wait for a webhook
 * @param keepRetired how long they are kept when they are done
 */
record HookSettings(
    Networks allowed,
    boolean http,
    Optional<Path> authorities,
    List<Duration> waits,
    Duration limit,
    int concurrency,
    int mostWaiting,
    Duration keepRetired) {
  /** Quickly at first, then ever more slowly; ends after a day and eight hours. */
  static final String RETRY = "PT1M,PT2M,PT4M,PT7M30S,PT15M,PT30M,PT1H,PT2H,PT4H,PT8H,PT16H";

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SHORTEST_PAUSE = Duration.ofDays(1);
  private static final int CONCURRENCY = 10;
  private static final int MOST_WAITING = 10_000;
  private static final int JITTER = 100; // a hundredth more or less

  HookSettings {
    waits = List.copyOf(waits);
    require(concurrency > 0, "posthorn.webhooks.concurrency must be at least 1");
    require(mostWaiting > 0, "posthorn.webhooks.max-waiting must be at least 1");
    require(!keepRetired.isNegative(), "posthorn.webhooks.keep-retired must not be negative");
    require(
        waits.stream().noneMatch(wait -> wait.isNegative() || wait.isZero()),
        "posthorn.webhooks.retry must have waits longer than nothing");
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /**
   * Reads {@code posthorn.webhooks.*}. In sample mode, which needs no network, receivers on this
   * machine are allowed.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  static HookSettings from(Config config) {
    boolean sample = config.getOptionalValue("posthorn.sample", Boolean.class).orElse(true);
    return new HookSettings(
        text(config, "posthorn.webhooks.allowed-networks")
            .map(HookSettings::networks)
            .orElse(sample ? Networks.LOOPBACK : Networks.NONE),
        config.getOptionalValue("posthorn.webhooks.allow-http", Boolean.class).orElse(sample),
        text(config, "posthorn.webhooks.trusted-certificates").map(Path::of),
        waits(text(config, "posthorn.webhooks.retry").orElse(RETRY)),
        LIMIT,
        config.getOptionalValue("posthorn.webhooks.concurrency", Integer.class).orElse(CONCURRENCY),
        config
            .getOptionalValue("posthorn.webhooks.max-waiting", Integer.class)
            .orElse(MOST_WAITING),
        text(config, "posthorn.webhooks.keep-retired")
            .map(HookSettings::keep)
            .orElse(Duration.ofDays(7)));
  }

  private static Optional<String> text(Config config, String key) {
    return config.getOptionalValue(key, String.class).filter(value -> !value.isBlank());
  }

  private static Networks networks(String text) {
    return text.equals("none") ? Networks.NONE : Networks.parse(text);
  }

  static List<Duration> waits(String text) {
    try {
      return Stream.of(text.split(",")).map(String::strip).map(Duration::parse).toList();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "posthorn.webhooks.retry: '" + text + "' is no list of durations like PT1M", e);
    }
  }

  private static Duration keep(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "posthorn.webhooks.keep-retired: '" + text + "' is no duration like P7D", e);
    }
  }

  /** How long requests wait that are due, while their webhook is paused. */
  Duration keepWaiting() {
    return keepRetired.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : keepRetired;
  }

  /** The wait after so many failed attempts, a little random; none when it was the last. */
  Optional<Duration> after(int attempts, RandomGenerator random) {
    if (attempts > waits.size()) {
      return Optional.empty();
    }
    Duration wait = waits.get(attempts - 1);
    long jitter = wait.toMillis() / JITTER;
    return Optional.of(wait.plusMillis(random.nextLong(-jitter, jitter + 1)));
  }

  /** What is planned for later than this was planned by a clock that was wrong. */
  Duration longest() {
    return waits.stream()
        .reduce(Duration.ofHours(1), (a, b) -> a.compareTo(b) > 0 ? a : b)
        .multipliedBy(2);
  }
}
