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

/** Checks {@code posthorn.listener.NAME.KEY}: the standard listeners and those added. */
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

  private final Checks checks;
  private final Protocols protocols;
  private final boolean sample;

  ListenerKeys(Checks checks, Protocols protocols, boolean sample) {
    this.checks = checks;
    this.protocols = protocols;
    this.sample = sample;
  }

  /** Those that are enabled. */
  List<Place> read(Set<String> keys) {
    Set<String> names = new LinkedHashSet<>(protocols.standard());
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
    Optional<Protocols.Standard> standard = protocols.standard(name);
    boolean enabled = checks.truth(prefix + "enabled", true);
    checks.word(prefix + "role", protocols.roles().toArray(String[]::new));
    checks.word(prefix + "tls", "none", "starttls", "implicit");
    LIMITS.forEach(key -> checks.number(prefix + key, 1, MOST));
    checks.duration(prefix + LOGIN_TIME, Duration.ofSeconds(5));
    boolean proxied = checks.truth(prefix + PROXY_PROTOCOL, false);
    if (enabled && proxied && !checks.isSet(PROXIES)) {
      checks.wrong(PROXIES, "must name the proxies in front of listener " + name);
    }
    if (enabled && standard.isEmpty()) {
      demand(prefix + "role", "one of " + String.join(", ", protocols.roles()));
      demand(prefix + "port", "1 to 65535");
    }
    boolean local = sample || protocols.local(checks.text(prefix + "role", protocols.role(name)));
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
