package org.posthorn.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks {@code posthorn.listener.NAME.KEY}: the six standard listeners and those added. */
final class ListenerKeys {
  private static final Pattern KEY = Pattern.compile("posthorn\\.listener\\.([^.]+)\\.(.+)");
  private static final List<String> LIMITS =
      List.of(
          "connections-per-address",
          "connections-per-minute",
          "connections-per-account",
          "connections-per-account-and-address");
  private static final String LOGIN_TIME = "login-time";
  private static final String PROXY_PROTOCOL = "proxy-protocol";
  private static final String PROXIES = "posthorn.listener.trusted-proxies";
  private static final int MOST = 1_000_000;
  private static final Set<String> LAST =
      Stream.concat(
              Stream.of("enabled", "role", "address", "port", "tls", LOGIN_TIME, PROXY_PROTOCOL),
              LIMITS.stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final List<Standard> STANDARD =
      List.of(
          new Standard("mx", 25, 1025),
          new Standard("submission", 587, 1587),
          new Standard("submissions", 465, 1465),
          new Standard("lmtp", 24, 1024),
          new Standard("imap", 143, 1143),
          new Standard("imaps", 993, 1993));

  private record Standard(String name, int port, int samplePort) {}

  private final Checks checks;
  private final boolean sample;

  ListenerKeys(Checks checks, boolean sample) {
    this.checks = checks;
    this.sample = sample;
  }

  /** Those that are enabled. */
  List<Place> read(Set<String> keys) {
    Set<String> names = new LinkedHashSet<>();
    STANDARD.forEach(each -> names.add(each.name()));
    for (String key : keys) {
      Matcher matcher = KEY.matcher(key);
      if (matcher.matches() && LAST.contains(matcher.group(2))) {
        names.add(matcher.group(1));
      }
    }
    List<Place> places = new ArrayList<>();
    names.forEach(name -> read(name).ifPresent(places::add));
    return places;
  }

  private Optional<Place> read(String name) {
    String prefix = "posthorn.listener." + name + ".";
    Optional<Standard> standard =
        STANDARD.stream().filter(each -> each.name().equals(name)).findAny();
    boolean enabled = checks.truth(prefix + "enabled", true);
    checks.word(prefix + "role", "mx", "submission", "lmtp", "imap");
    checks.word(prefix + "tls", "none", "starttls", "implicit");
    LIMITS.forEach(key -> checks.number(prefix + key, 1, MOST));
    checks.duration(prefix + LOGIN_TIME, Duration.ofSeconds(5));
    boolean proxied = checks.truth(prefix + PROXY_PROTOCOL, false);
    if (enabled && proxied && !checks.isSet(PROXIES)) {
      checks.wrong(PROXIES, "must name the proxies in front of listener " + name);
    }
    if (enabled && standard.isEmpty()) {
      demand(prefix + "role", "mx, submission, lmtp or imap");
      demand(prefix + "port", "1 to 65535");
    }
    boolean local = sample || checks.text(prefix + "role", name).equals("lmtp");
    String address = checks.address(prefix + "address", local ? "127.0.0.1" : "0.0.0.0", sample);
    int port =
        checks.port(
            prefix + "port", standard.map(s -> sample ? s.samplePort() : s.port()).orElse(1));
    return enabled
        ? Optional.of(new Place(name, prefix + "port", address, port))
        : Optional.empty();
  }

  private void demand(String key, String values) {
    if (!checks.isSet(key)) {
      checks.wrong(key, "must be set: " + values);
    }
  }
}
