package org.posthorn.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that stay free until a server opens them: below those that the system gives to outgoing
 * connections (Linux: from 32768, gVisor: from 16000), each given once.
 */
final class Ports {
  private static final int FORK = Integer.getInteger("posthorn.it.fork", 1);
  private static final int EACH = 3_000; // ports of tests that run beside others
  private static final int FIRST = 10_000 + (FORK - 1) % 2 * EACH;
  private static final int LAST = FIRST + EACH - 1;
  private static final AtomicInteger NEXT =
      new AtomicInteger(FIRST + (int) (ProcessHandle.current().pid() * 37 % (LAST - FIRST)));

  private Ports() {}

  static int free() {
    for (int tries = FIRST; tries < LAST; tries++) {
      int port = NEXT.updateAndGet(last -> last == LAST ? FIRST : last + 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free from " + FIRST + " to " + LAST);
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
