package org.posthorn.hooks.control;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.posthorn.net.Networks;

/**
 * Where requests of webhooks may go. Users name the receivers, so nothing may be reached by them
 * that only this server can reach: addresses that are not global are asked only where the
 * configuration names their network. RFC 6890.
 *
 * @param allowed networks that may be asked all the same
 * @param http whether TLS may be missing
 * @param ours whether an address is this machine's, so that a request would come back to it
 */
record ReceiverPolicy(Networks allowed, boolean http, Predicate<InetAddress> ours) {
  /** The longest URL. */
  static final int MAX_URL = 2000;

  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int UNPRIVILEGED = 1024;
  private static final int MAX_PORT = 65_535;

  /** IPv4 addresses that are not global. RFC 6890 §2.2.2. */
  private static final Networks LOCAL =
      Networks.parse(
          "0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12,"
              + " 168.63.129.16/32," // of Azure
              + " 192.0.0.0/24, 192.0.2.0/24, 192.88.99.0/24, 192.168.0.0/16, 198.18.0.0/15,"
              + " 198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/4, 240.0.0.0/4");

  /** The part of IPv6 that is given to hosts. RFC 4291 §2.4. */
  private static final Networks GLOBAL = Networks.parse("2000::/3");

  /**
   * What of it is not: protocols and benchmarks (RFC 6890 §2.2.3), documentation, and 6to4, which
   * leads to IPv4 addresses (RFC 3056 §2).
   */
  private static final Networks NOT_GLOBAL =
      Networks.parse("2001::/23, 2001:db8::/32, 2002::/16, 3fff::/20");

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private static final String ADDRESS = "\\[.*|[0-9.]+|0x[0-9a-fA-F]+";

  /** That of this machine. */
  ReceiverPolicy(Networks allowed, boolean http) {
    this(allowed, http, ReceiverPolicy::isOurs);
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true; // nobody knows; the request is repeated
    }
  }

  /** Whether a connection may go to an address. */
  boolean allows(InetAddress address) {
    if (allowed.contains(address)) {
      return true;
    }
    if (ours.test(address)) {
      return false;
    }
    if (address instanceof Inet4Address) { // one that is mapped to IPv6 is this, too
      return !LOCAL.contains(address);
    }
    return GLOBAL.contains(address) && !NOT_GLOBAL.contains(address);
  }

  /** Why requests may not go to a URL; half a sentence. Its host is looked up later. */
  Optional<String> objection(String url) {
    if (url.length() > MAX_URL) {
      return Optional.of("must have at most " + MAX_URL + " characters");
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return Optional.of("must be a URL");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme) || uri.getHost() == null || !isAscii(url)) {
      return Optional.of("must be an absolute URL with https and a host, in ASCII");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      return Optional.of("must have neither a user nor a fragment");
    }
    if (scheme.equals("http") && !http) {
      return Optional.of("must begin with https:// on this server");
    }
    if (scheme.equals("https") && uri.getHost().matches(ADDRESS)) {
      return Optional.of("must have the name of a host: certificates are checked by it");
    }
    int port = port(uri);
    boolean usual = port == HTTP || port == HTTPS || port >= UNPRIVILEGED && port <= MAX_PORT;
    return usual ? Optional.empty() : Optional.of("must have port 443, 80, or one from 1024 on");
  }

  private static boolean isAscii(String url) {
    return url.chars().allMatch(c -> c > ' ' && c < 127);
  }

  /** The port of a URL. */
  static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return secured(uri) ? HTTPS : HTTP;
  }

  /** Whether a URL wants TLS. */
  static boolean secured(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }
}
