package org.posthorn.mailauth.spf;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Address;

/**
 * A prefix of addresses.
 *
 * @param length leading bits that count
 */
record Network(InetAddress address, int length) {
  private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(?::0)+(?![0-9a-f])");

  /** Reads an IPv4 address as dotted quad. */
  static Optional<InetAddress> ip4(String text) {
    return address(text, Address.IPv4).filter(Inet4Address.class::isInstance);
  }

  /** Reads an IPv6 address; one that maps an IPv4 address stays IPv6. RFC 4291 §2.2. */
  static Optional<InetAddress> ip6(String text) {
    if (text.indexOf('%') >= 0) {
      return Optional.empty();
    }
    byte[] octets = Address.toByteArray(text, Address.IPv6);
    try {
      return octets == null
          ? Optional.empty()
          : Optional.of(Inet6Address.getByAddress(null, octets, -1));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> address(String text, int family) {
    byte[] octets = Address.toByteArray(text, family);
    try {
      return octets == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(octets));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** An address as people write it: of IPv6 the longest row of zeros is left out. RFC 5952 §4.2. */
  static String text(InetAddress address) {
    String text = address.getHostAddress();
    if (address instanceof Inet4Address) {
      return text;
    }
    int start = 0;
    int end = 0;
    Matcher zeros = ZEROS.matcher(text);
    while (zeros.find()) {
      if (zeros.end() - zeros.start() > end - start) {
        start = zeros.start();
        end = zeros.end();
      }
    }
    return end == 0
        ? text
        : (start == 0 ? ":" : text.substring(0, start))
            + (end == text.length() ? ":" : text.substring(end));
  }

  /** Whether an address is in it; one of the other family never is. */
  boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] its = other.getAddress();
    if (mine.length != its.length) {
      return false;
    }
    for (int bit = 0; bit < length; bit += Byte.SIZE) {
      int counted = Math.min(Byte.SIZE, length - bit);
      int mask = 0xff << (Byte.SIZE - counted);
      int at = bit / Byte.SIZE;
      if (((mine[at] ^ its[at]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }
}
