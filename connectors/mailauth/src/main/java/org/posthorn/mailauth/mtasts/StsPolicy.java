package org.posthorn.mailauth.mtasts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a domain says of its mail servers. RFC 8461 §3.2.
 *
 * @param hosts patterns of their names, lower case; {@code *.} may stand for one label. Empty only
 *     when nothing is wanted
 * @param age how long the policy holds after it was fetched
 */
public record StsPolicy(StsMode mode, List<String> hosts, Duration age) {

  /** The longest time that a policy holds. RFC 8461 §3.2. */
  private static final long MAX_AGE = 31_557_600;

  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?[a-z0-9_-]{1,63}+(\\.[a-z0-9_-]{1,63}+)*+\\.?");
  private static final int LONGEST_HOST = 255; // RFC 1035 §2.3.4, with the wildcard
  private static final int MOST_HOSTS = 1_000;

  public StsPolicy {
    hosts = List.copyOf(hosts);
  }

  /** Reads a policy; empty when it is malformed. Unknown keys are no matter. */
  public static Optional<StsPolicy> parse(String text) {
    Optional<String> version = Optional.empty();
    Optional<String> mode = Optional.empty();
    Optional<String> age = Optional.empty();
    List<String> hosts = new ArrayList<>();
    for (String line : text.split("\r?\n")) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(0, colon).strip();
      String value = line.substring(colon + 1).strip();
      if (colon < 0 && !line.isBlank()) {
        return Optional.empty();
      }
      switch (key) { // RFC 8461 §3.2: of what comes twice, the first counts
        case "version" -> version = version.or(() -> Optional.of(value));
        case "mode" -> mode = mode.or(() -> Optional.of(value));
        case "max_age" -> age = age.or(() -> Optional.of(value));
        case "mx" -> hosts.add(value.toLowerCase(Locale.ROOT));
        default -> {}
      }
    }
    if (!version.equals(Optional.of("STSv1")) || hosts.size() > MOST_HOSTS) {
      return Optional.empty();
    }
    Optional<Duration> time = age.flatMap(StsPolicy::age);
    return mode.flatMap(StsPolicy::mode).flatMap(found -> of(found, hosts, time));
  }

  private static Optional<StsPolicy> of(StsMode mode, List<String> hosts, Optional<Duration> age) {
    boolean named = mode == StsMode.NONE || !hosts.isEmpty();
    boolean formed = hosts.stream().allMatch(StsPolicy::isHost);
    return age.filter(any -> named && formed).map(time -> new StsPolicy(mode, hosts, time));
  }

  private static boolean isHost(String name) { // the length first: the pattern recurses
    return name.length() <= LONGEST_HOST && HOST.matcher(name).matches();
  }

  private static Optional<StsMode> mode(String text) {
    return switch (text) {
      case "enforce" -> Optional.of(StsMode.ENFORCE);
      case "testing" -> Optional.of(StsMode.TESTING);
      case "none" -> Optional.of(StsMode.NONE);
      default -> Optional.empty();
    };
  }

  private static Optional<Duration> age(String digits) {
    return digits.matches("[0-9]{1,10}")
        ? Optional.of(Duration.ofSeconds(Math.min(MAX_AGE, Long.parseLong(digits))))
        : Optional.empty();
  }

  /** Whether a host is one of those named. RFC 8461 §4.1. */
  public boolean names(String host) {
    String lower = bare(host.toLowerCase(Locale.ROOT));
    int dot = lower.indexOf('.');
    return hosts.stream()
        .map(StsPolicy::bare)
        .anyMatch(
            pattern ->
                pattern.startsWith("*.")
                    ? dot > 0 && lower.substring(dot).equals(pattern.substring(1))
                    : lower.equals(pattern));
  }

  private static String bare(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** The policy in lines, as reports show it. RFC 8460 §4.4. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("version: STSv1");
    lines.add("mode: " + mode.name().toLowerCase(Locale.ROOT));
    hosts.forEach(host -> lines.add("mx: " + host));
    lines.add("max_age: " + age.toSeconds());
    return List.copyOf(lines);
  }
}
