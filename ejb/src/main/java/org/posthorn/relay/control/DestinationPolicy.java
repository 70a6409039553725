package org.posthorn.relay.control;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * To which addresses mail may be sent: DNS and address literals are what strangers say, and behind
 * the server's own addresses stands what trusts it. RFC 6890.
 *
 * @param loopback whether to this machine by its loopback addresses
 * @param privates whether to addresses that the Internet does not route to, as in companies
 * @param own where this server itself listens
 */
record DestinationPolicy(boolean loopback, boolean privates, OwnListeners own) {
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  /**
   * Why no mail is sent there.
   *
   * @param status RFC 3463 §3.5
   */
  record Refusal(String status, String text) {}

  /** Whether and why no mail of a host may be sent to one of its addresses. */
  Optional<Refusal> refusal(String host, InetSocketAddress address) {
    Optional<Refusal> loop = loop(host, address);
    if (loop.isPresent()) {
      return loop;
    }
    if (allowed(embedded(address.getAddress()))) {
      return Optional.empty();
    }
    String text = "The host " + host + " has an address that no mail is sent to: ";
    return Optional.of(new Refusal("5.4.4", text + address.getAddress().getHostAddress()));
  }

  /** Whether this server itself listens there. */
  Optional<Refusal> loop(String host, InetSocketAddress address) {
    InetAddress meant = embedded(address.getAddress());
    return own.are(new InetSocketAddress(meant, address.getPort()))
        ? Optional.of(new Refusal("5.4.6", "The host " + host + " is this host"))
        : Optional.empty();
  }

  private boolean allowed(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return loopback;
    }
    boolean never =
        address.isAnyLocalAddress()
            || address.isLinkLocalAddress()
            || address.isMulticastAddress()
            || reserved(address);
    return !never && (privates || !isPrivate(address));
  }

  private static boolean reserved(InetAddress address) {
    int first = address.getAddress()[0] & 0xFF;
    return address instanceof Inet4Address && (first == 0 || first >= 240);
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] octets = address.getAddress();
    return address.isSiteLocalAddress()
        || octets.length == 16 && (octets[0] & 0xFE) == 0xFC // RFC 4193 §3.1
        || octets.length == 4 && octets[0] == 100 && (octets[1] & 0xC0) == 64; // RFC 6598 §7
  }

  /** The IPv4 address that an IPv6 address leads to, or the address itself. */
  private static InetAddress embedded(InetAddress address) {
    byte[] octets = address.getAddress();
    if (!(address instanceof Inet6Address six) || six.isLoopbackAddress()) {
      return address;
    }
    if (Arrays.equals(octets, 0, 12, NAT64, 0, 12)) { // RFC 6052 §2.1
      return four(octets, 12);
    }
    if (octets[0] == 0x20 && octets[1] == 2) { // RFC 3056 §2
      return four(octets, 2);
    }
    boolean compatible = six.isIPv4CompatibleAddress(); // RFC 4291 §2.5.5.1
    return compatible && !address.isAnyLocalAddress() ? four(octets, 12) : address;
  }

  private static InetAddress four(byte[] octets, int at) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(octets, at, at + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // four octets are an address
    }
  }
}
