package org.posthorn.inbound.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.net.Networks;

/** Reads {@code posthorn.listener.NAME.…} of a protocol: its standard listeners and those added. */
final class ListenerReader {
  private static final Pattern KEY = Pattern.compile("posthorn\\.listener\\.([^.]+)\\..+");
  private static final String PROXIES = "posthorn.listener.trusted-proxies";
  private static final String LOOPBACK = "127.0.0.1";

  private final SettingsReader checked;
  private final ProtocolListeners protocol;
  private final boolean sample;

  ListenerReader(SettingsReader checked, ProtocolListeners protocol, boolean sample) {
    this.checked = checked;
    this.protocol = protocol;
    this.sample = sample;
  }

  List<ListenerSettings> read(Set<String> keys) {
    Set<String> names = new LinkedHashSet<>();
    protocol.standard().forEach(standard -> names.add(standard.name()));
    for (String key : keys) {
      Matcher matcher = KEY.matcher(key);
      if (matcher.matches()) {
        names.add(matcher.group(1));
      }
    }
    List<ListenerSettings> listeners = new ArrayList<>();
    names.forEach(name -> read(name).ifPresent(listeners::add));
    findTwins(listeners);
    return listeners;
  }

  private Optional<ListenerSettings> read(String name) {
    String prefix = "posthorn.listener." + name + ".";
    Optional<StandardListener> standard =
        protocol.standard().stream().filter(each -> each.name().equals(name)).findFirst();
    String standardRole = standard.map(each -> each.role().name()).orElse("");
    Optional<ListenerRole> known = protocol.role(checked.text(prefix + "role", standardRole));
    if (known.isEmpty() || !checked.truth(prefix + "enabled", true)) {
      return Optional.empty(); // or it is of another protocol
    }
    if (standard.isEmpty()) {
      demand(prefix + "port", "must be set");
    }
    ListenerRole role = known.get();
    int port = standard.map(each -> sample ? each.samplePort() : each.port()).orElse(1);
    String address = sample || role.local() ? LOOPBACK : "0.0.0.0";
    return Optional.of(
        new ListenerSettings(
            name,
            role,
            checked.address(prefix + "address", address, sample),
            (int) checked.number(prefix + "port", port, 1, 65_535),
            checked.word(
                TlsMode.class,
                prefix + "tls",
                standard.map(StandardListener::tls).orElse(TlsMode.STARTTLS)),
            allowance(prefix),
            proxies(prefix + "proxy-protocol", name)));
  }

  private Optional<Networks> proxies(String key, String name) {
    if (!checked.truth(key, false)) {
      return Optional.empty();
    }
    if (checked.text(PROXIES, "").isEmpty()) { // else anyone could claim to be anyone
      checked.wrong(PROXIES, "", "must name the proxies in front of listener " + name);
    }
    return Optional.of(checked.networks(PROXIES));
  }

  private ConnectionAllowance allowance(String prefix) {
    ConnectionAllowance usual = ConnectionAllowance.STANDARD;
    return new ConnectionAllowance(
        connections(prefix + "connections-per-address", usual.atOnce()),
        connections(prefix + "connections-per-minute", usual.perMinute()),
        connections(prefix + "connections-per-account", usual.perAccount()),
        connections(prefix + "connections-per-account-and-address", usual.perAccountAddress()),
        checked.duration(
            prefix + "login-time", usual.loginTime(), Duration.ofSeconds(5), Duration.ofHours(1)));
  }

  private int connections(String key, int standard) {
    return (int) checked.number(key, standard, 1, 1_000_000);
  }

  private void demand(String key, String demand) {
    if (checked.text(key, "").isEmpty()) {
      checked.wrong(key, "", demand);
    }
  }

  private void findTwins(List<ListenerSettings> listeners) {
    Map<String, String> taken = new HashMap<>();
    for (ListenerSettings listener : listeners) {
      String place = listener.address() + " " + listener.port();
      String other = taken.putIfAbsent(place, listener.name());
      if (other != null) {
        checked.wrong(
            "posthorn.listener." + listener.name() + ".port",
            Integer.toString(listener.port()),
            "listener " + other + " has the same address and port");
      }
    }
  }
}
