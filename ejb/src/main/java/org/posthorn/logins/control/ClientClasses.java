package org.posthorn.logins.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.posthorn.net.Networks;

/** The networks, from narrow to wide, that a client's address stands for when it misbehaves. */
public final class ClientClasses {
  private static final int[] IPV4 = {32, 26, 21};
  private static final int[] IPV6 = {64, 48, 32};

  private ClientClasses() {}

  /** Three names of networks; text that is no IP address is one of its own. */
  static List<String> of(String client) {
    byte[] octets = octets(client);
    int[] prefixes = octets.length == 4 ? IPV4 : IPV6;
    return Arrays.stream(prefixes).mapToObj(bits -> name(octets, bits)).toList();
  }

  /** The narrowest of them: the address, of IPv6 its /64. */
  public static String own(String client) {
    byte[] octets = octets(client);
    return name(octets, octets.length == 4 ? IPV4[0] : IPV6[0]);
  }

  static boolean loopback(String client) {
    try {
      return InetAddress.getByAddress(octets(client)).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static byte[] octets(String client) {
    return Networks.octets(client).orElseGet(() -> new byte[16]);
  }

  private static String name(byte[] octets, int bits) {
    byte[] network = octets.clone();
    for (int i = 0; i < network.length; i++) {
      int kept = Math.min(8, Math.max(0, bits - 8 * i));
      network[i] &= (byte) (0xFF << (8 - kept));
    }
    try {
      String address = InetAddress.getByAddress(network).getHostAddress();
      return bits == 32 && network.length == 4 ? address : address + '/' + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("no address of " + network.length + " octets", e);
    }
  }
}
