package org.posthorn.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Ports that stay free until a server opens them: below those that the system gives to outgoing
 * connections (Linux: from 32768), each given once, from a range that this process has for itself.
 */
final class Ports {
  private static final int FIRST = 10_000;
  private static final int EACH = 500; // ports of a process of tests
  private static final int RANGES = 12;

  private static final Range RANGE = range();
  private static int last = RANGE.first() - 1;

  private Ports() {}

  static synchronized int free() {
    while (last < RANGE.first() + EACH - 1) {
      if (isFree(++last)) {
        return last;
      }
    }
    throw new IllegalStateException("no port is free up to " + last);
  }

  /** The lock ends with this process. */
  private record Range(int first, FileLock lock) {}

  private static Range range() {
    try {
      Path directory = Files.createDirectories(Path.of("target", "it").toAbsolutePath());
      for (int range = 0; range < RANGES; range++) {
        int first = FIRST + range * EACH;
        FileChannel file =
            FileChannel.open(
                directory.resolve("ports-" + first + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = file.tryLock();
        if (lock != null) {
          return new Range(first, lock);
        }
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("all ranges of ports are taken");
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
