package org.posthorn.transports.value;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** To which addresses of a host connections are made. */
public enum IpFamily {
  /** To all, IPv6 first. */
  ANY,
  /** To all, IPv4 first. */
  PREFER_IPV4,
  /** By IPv4 only. */
  IPV4,
  /** By IPv6 only. */
  IPV6;

  /** As it is called in the API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of a name. */
  public static Optional<IpFamily> named(String text) {
    return Stream.of(values()).filter(each -> each.text().equals(text)).findAny();
  }

  /** Those of a host's addresses that are meant, in the order in which they are tried. */
  public List<InetAddress> of(List<InetAddress> addresses) {
    if (this == ANY) {
      return List.copyOf(addresses);
    }
    List<InetAddress> chosen = new ArrayList<>();
    if (this != IPV6) {
      addresses.stream().filter(Inet4Address.class::isInstance).forEach(chosen::add);
    }
    if (this != IPV4) {
      addresses.stream().filter(each -> !(each instanceof Inet4Address)).forEach(chosen::add);
    }
    return List.copyOf(chosen);
  }
}
