package org.posthorn.mailauth.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How DNS is asked.
 *
 * @param resolvers the recursive resolvers, asked in turn; empty for the system's
 * @param timeout how long one resolver may take to answer once
 * @param tries how often each resolver is asked before the look-up fails
 * @param cacheEntries how many answers are remembered at most
 * @param longest how long an answer is remembered at most, whatever its TTL says
 * @param dnssec whether answers are validated
 */
public record DnsSettings(
    List<InetSocketAddress> resolvers,
    Duration timeout,
    int tries,
    int cacheEntries,
    Duration longest,
    Dnssec dnssec) {

  private static final int PORT = 53;

  public DnsSettings {
    resolvers = List.copyOf(resolvers);
    if (timeout.isNegative() || timeout.isZero() || tries < 1 || cacheEntries < 1) {
      throw new IllegalArgumentException("DNS timeout, tries and cache size must be positive");
    }
    if (longest.isNegative() || longest.toDays() > 7) { // RFC 8767 §4: cap TTLs at some days
      throw new IllegalArgumentException("DNS answers are remembered for 0 to 7 days");
    }
  }

  /** Asks these resolvers: 5 s, two tries, 50,000 answers for at most a day, not validated. */
  public static DnsSettings of(List<InetSocketAddress> resolvers) {
    return of(resolvers, Dnssec.NONE);
  }

  /** The same with validation. */
  public static DnsSettings of(List<InetSocketAddress> resolvers, Dnssec dnssec) {
    return new DnsSettings(resolvers, Duration.ofSeconds(5), 2, 50_000, Duration.ofDays(1), dnssec);
  }

  /**
   * Reads {@code host:port[,host:port]}; the port may be missing (53), an IPv6 address with a port
   * stands in brackets. Empty text gives no resolver.
   *
   * @throws IllegalArgumentException with a sentence for the operator when it is malformed
   */
  public static List<InetSocketAddress> parseResolvers(String text) {
    List<InetSocketAddress> resolvers = new ArrayList<>();
    for (String part : text.split(",")) {
      if (!part.isBlank()) {
        resolvers.add(resolver(part.strip()));
      }
    }
    return resolvers;
  }

  private static InetSocketAddress resolver(String text) {
    int colon = text.lastIndexOf(':');
    boolean bare = text.indexOf(':') != colon && !text.startsWith("["); // IPv6 without a port
    boolean hasPort = colon > 0 && !bare && !text.endsWith("]");
    String host = hasPort ? text.substring(0, colon) : text;
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : PORT;
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is no DNS resolver: want host:port", e);
    }
  }
}
