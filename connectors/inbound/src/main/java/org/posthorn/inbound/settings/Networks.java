package org.posthorn.inbound.settings;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** A set of IP networks, such as {@code 192.0.2.0/24, 2001:db8::/32, 198.51.100.7}. */
public final class Networks {
  /** No network. */
  public static final Networks NONE = new Networks(List.of());

  /** This machine. */
  public static final Networks LOOPBACK = parse("127.0.0.0/8, ::1");

  private final List<Network> networks;

  /** The addresses of one length, in octets, whose first bits are the same. */
  private record Network(int octets, BigInteger prefix, int shift) {
    boolean has(byte[] address) {
      return address.length == octets
          && new BigInteger(1, address).shiftRight(shift).equals(prefix);
    }
  }

  private Networks(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  /**
   * Reads addresses and networks, with commas between them.
   *
   * @throws IllegalArgumentException when it is no such list
   */
  public static Networks parse(String list) {
    List<Network> networks = new ArrayList<>();
    for (String item : list.split(",", -1)) {
      if (!item.isBlank()) {
        networks.add(network(item.strip()));
      }
    }
    return new Networks(networks);
  }

  private static Network network(String text) {
    if (!text.matches("[0-9.]{7,15}(/[0-9]{1,2})?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(/[0-9]{1,3})?")) {
      throw new IllegalArgumentException(text); // no names: they would be looked up
    }
    String[] parts = text.split("/", 2);
    byte[] octets = octets(parts[0]);
    int bits = 8 * octets.length;
    int length = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
    if (length > bits) {
      throw new IllegalArgumentException(text);
    }
    int shift = bits - length;
    return new Network(octets.length, new BigInteger(1, octets).shiftRight(shift), shift);
  }

  private static byte[] octets(String address) {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }

  /** These and those. */
  Networks and(Networks others) {
    List<Network> all = new ArrayList<>(networks);
    all.addAll(others.networks);
    return new Networks(all);
  }

  /** Whether an address is in one of them. */
  public boolean contain(InetAddress address) {
    if (networks.isEmpty()) {
      return false;
    }
    byte[] octets = address.getAddress();
    return networks.stream().anyMatch(network -> network.has(octets));
  }
}
