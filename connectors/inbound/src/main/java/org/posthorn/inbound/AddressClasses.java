package org.posthorn.inbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What an address is counted as: the client itself, its neighbours, its network. IPv4 /32, /26,
 * /21; IPv6 /64, /48, /32.
 */
final class AddressClasses {
  private static final int[] BITS_4 = {32, 26, 21};
  private static final int[] BITS_6 = {64, 48, 32};

  private AddressClasses() {}

  /** The three, from narrow to wide; different for IPv4 and IPv6. */
  static long[] of(InetAddress client) {
    long[] classes = new long[BITS_4.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = network(client, i);
    }
    return classes;
  }

  /** IPv4 ones lie in 0:1::/32, which is nobody's. */
  private static long network(InetAddress client, int index) {
    ByteBuffer octets = ByteBuffer.wrap(client.getAddress());
    if (client instanceof Inet6Address) {
      return octets.getLong() & -1L << (64 - BITS_6[index]);
    }
    return 1L << 32 | (octets.getInt() & 0xFFFFFFFFL & -1L << (32 - BITS_4[index]));
  }
}
