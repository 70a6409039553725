package org.posthorn.accounts.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The networks, from narrow to wide, that a client's address stands for when it misbehaves. */
final class ClientClasses {
  private static final int[] IPV4 = {32, 26, 21};
  private static final int[] IPV6 = {64, 48, 32};

  private ClientClasses() {}

  /** Three names of networks; text that is no IP address is one of its own. */
  static List<String> of(String client) {
    byte[] octets = octets(client);
    int[] prefixes = octets.length == 4 ? IPV4 : IPV6;
    return Arrays.stream(prefixes).mapToObj(bits -> name(octets, bits)).toList();
  }

  static boolean loopback(String client) {
    try {
      return isLiteral(client) && InetAddress.getByName(client).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static byte[] octets(String client) {
    try {
      return isLiteral(client) ? InetAddress.getByName(client).getAddress() : new byte[16];
    } catch (UnknownHostException e) {
      return new byte[16];
    }
  }

  // never asks DNS: only digits, hexadecimal letters, dots and colons, as in an address
  private static boolean isLiteral(String client) {
    return !client.isEmpty()
        && (client.indexOf(':') >= 0 || client.indexOf('.') >= 0)
        && client.chars().allMatch(c -> c == '.' || c == ':' || Character.digit(c, 16) >= 0);
  }

  private static String name(byte[] octets, int bits) {
    byte[] network = octets.clone();
    for (int i = 0; i < network.length; i++) {
      int kept = Math.min(8, Math.max(0, bits - 8 * i));
      network[i] &= (byte) (0xFF << (8 - kept));
    }
    return HexFormat.of().formatHex(network) + '/' + bits;
  }
}
