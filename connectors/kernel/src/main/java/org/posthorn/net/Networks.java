package org.posthorn.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A set of networks, as somebody configures it: {@code 10.0.0.0/8, 192.0.2.7, 2001:db8::/32}. */
public final class Networks {
  /** No network. */
  public static final Networks NONE = new Networks(List.of());

  /** This machine. */
  public static final Networks LOOPBACK = parse("127.0.0.0/8, ::1");

  private final List<Network> networks;

  /** The addresses of one length whose first bits are the same. */
  private record Network(InetAddress first, int bits) {
    boolean has(byte[] other) {
      byte[] address = first.getAddress();
      if (other.length != address.length) {
        return false;
      }
      for (int i = 0; i < address.length; i++) {
        int kept = Math.min(8, Math.max(0, bits - 8 * i));
        int mask = 0xFF << (8 - kept) & 0xFF;
        if (((address[i] ^ other[i]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private Networks(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /**
   * Reads a list with commas.
   *
   * @throws IllegalArgumentException with the rest of a sentence that begins with the key's name
   */
  public static Networks parse(String text) {
    List<Network> networks = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        networks.add(network(part.strip()));
      }
    }
    return new Networks(networks);
  }

  private static Network network(String text) {
    int slash = text.indexOf('/');
    InetAddress first =
        literal(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> wrong(text));
    int all = 8 * first.getAddress().length;
    String length = slash < 0 ? String.valueOf(all) : text.substring(slash + 1);
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > all) {
      throw wrong(text);
    }
    return new Network(first, Integer.parseInt(length));
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "must be IP addresses or networks such as 10.0.0.0/8, separated by commas: " + text);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return networks.isEmpty();
  }

  /** These and those. */
  public Networks and(Networks others) {
    List<Network> all = new ArrayList<>(networks);
    all.addAll(others.networks);
    return new Networks(all);
  }

  /** Whether an IP address is in one of them; text that is none is not. */
  public boolean contains(String address) {
    return octets(address).filter(this::contains).isPresent();
  }

  /** Whether an address is in one of them. */
  public boolean contains(InetAddress address) {
    return !networks.isEmpty() && contains(address.getAddress());
  }

  private boolean contains(byte[] octets) {
    return networks.stream().anyMatch(network -> network.has(octets));
  }

  /** The octets of an IP address: 4, or 16; empty when it is none. */
  public static Optional<byte[]> octets(String text) {
    return literal(text).map(InetAddress::getAddress);
  }

  private static Optional<InetAddress> literal(String text) { // a name would be looked up
    boolean literal =
        (text.indexOf(':') >= 0 || text.matches("\\d{1,3}(\\.\\d{1,3}){3}"))
            && text.chars().allMatch(c -> c == '.' || c == ':' || Character.digit(c, 16) >= 0);
    if (!literal) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
