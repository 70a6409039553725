package org.posthorn.relay.control;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Where this server listens for mail: what is sent there comes back.
 *
 * @param places addresses and ports; a wildcard address stands for all of this machine
 */
record OwnListeners(Set<InetSocketAddress> places) {
  private static final Pattern KEY = Pattern.compile("posthorn\\.listener\\.([^.]+)\\.port");

  OwnListeners {
    places = Set.copyOf(places);
  }

  /** Reads {@code posthorn.listener.*}; that named {@code mx} is there without a word. */
  static OwnListeners from(Config config, boolean sample) {
    Set<String> names = new TreeSet<>(Set.of("mx"));
    for (String key : config.getPropertyNames()) {
      Matcher listener = KEY.matcher(key);
      if (listener.matches()) {
        names.add(listener.group(1));
      }
    }
    Set<InetSocketAddress> places = new HashSet<>();
    for (String name : names) {
      String prefix = "posthorn.listener." + name + '.';
      int port = config.getOptionalValue(prefix + "port", Integer.class).orElse(sample ? 1025 : 25);
      String address =
          config
              .getOptionalValue(prefix + "address", String.class)
              .filter(text -> !text.isBlank())
              .orElse(sample ? "127.0.0.1" : "0.0.0.0");
      places.add(new InetSocketAddress(resolved(address), port));
    }
    return new OwnListeners(places);
  }

  private static InetAddress resolved(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      return new InetSocketAddress(0).getAddress(); // the listener itself will say so
    }
  }

  /** Whether a connection to this place reaches this server. */
  boolean are(InetSocketAddress place) {
    return places.contains(place)
        || places.stream()
            .anyMatch(
                each ->
                    each.getPort() == place.getPort()
                        && each.getAddress().isAnyLocalAddress()
                        && isOurs(place.getAddress()));
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
