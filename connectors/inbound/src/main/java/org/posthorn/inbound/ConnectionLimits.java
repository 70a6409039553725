package org.posthorn.inbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many connections one client, its neighbours and its network may have, and all together. Three
 * classes of address each: IPv4 /32, /26, /21; IPv6 /64, /48, /32. This machine has no limit of its
 * own. Memory is bounded: a minute remembers a bounded number of addresses. Thread-safe.
 */
final class ConnectionLimits {
  private static final int[] BITS_4 = {32, 26, 21};
  private static final int[] BITS_6 = {64, 48, 32};
  private static final int[] PER_MINUTE = {300, 900, 2700};
  private static final int[] AT_ONCE = {30, 90, 270};
  private static final int CLASSES = BITS_4.length;
  private static final int REMEMBERED = 100_000;

  private final int most;
  private final Map<Long, Integer>[] began = maps();
  private final Map<Long, Integer>[] open = maps();
  private long minute;
  private int total;

  ConnectionLimits(int most) {
    this.most = most;
  }

  /**
   * Counts a new connection in, if it may be.
   *
   * @param nanoTime a moment, for the rate
   * @return whether it may be; if so, {@link #leave} follows
   */
  synchronized boolean enter(InetAddress client, long nanoTime) {
    if (total >= most) {
      return false;
    }
    if (!client.isLoopbackAddress()) {
      startMinute(nanoTime);
      if (!within(began, client, PER_MINUTE) || !within(open, client, AT_ONCE)) {
        return false;
      }
      for (int i = 0; i < CLASSES; i++) {
        began[i].merge(key(client, i), 1, Integer::sum);
        open[i].merge(key(client, i), 1, Integer::sum);
      }
    }
    total++;
    return true;
  }

  /** Counts a connection out that was counted in. */
  synchronized void leave(InetAddress client) {
    total--;
    if (!client.isLoopbackAddress()) {
      for (int i = 0; i < CLASSES; i++) {
        open[i].computeIfPresent(key(client, i), (key, count) -> count == 1 ? null : count - 1);
      }
    }
  }

  private void startMinute(long nanoTime) {
    long now = Math.floorDiv(nanoTime, TimeUnit.MINUTES.toNanos(1));
    if (now != minute || began[0].size() >= REMEMBERED) {
      minute = now;
      for (Map<Long, Integer> counts : began) {
        counts.clear();
      }
    }
  }

  private static boolean within(Map<Long, Integer>[] counts, InetAddress client, int[] limits) {
    for (int i = 0; i < CLASSES; i++) {
      if (counts[i].getOrDefault(key(client, i), 0) >= limits[i]) {
        return false;
      }
    }
    return true;
  }

  /** The network of an address; IPv4 ones lie in 0:1::/32, which is nobody's. */
  private static long key(InetAddress client, int index) {
    ByteBuffer octets = ByteBuffer.wrap(client.getAddress());
    if (client instanceof Inet6Address) {
      return octets.getLong() & -1L << (64 - BITS_6[index]);
    }
    return 1L << 32 | (octets.getInt() & 0xFFFFFFFFL & -1L << (32 - BITS_4[index]));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<Long, Integer>[] maps() {
    return new Map[] {new HashMap<>(), new HashMap<>(), new HashMap<>()};
  }
}
