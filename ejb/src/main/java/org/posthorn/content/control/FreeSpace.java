package org.posthorn.content.control;

import java.io.IOException;
import java.nio.file.FileStore;

/** Keeps some of the disk free, so that database and broker can still finish what they began. */
final class FreeSpace {
  private static final long RECHECK_NANOS = 500_000_000;

  private final FileStore store;
  private final long minimum;
  private volatile long checkedAt = System.nanoTime() - RECHECK_NANOS;
  private volatile boolean enough;

  FreeSpace(FileStore store, long minimum) {
    this.store = store;
    this.minimum = minimum;
  }

  /** Throws when less than the minimum is free. */
  void require() throws IOException {
    long now = System.nanoTime();
    if (now - checkedAt >= RECHECK_NANOS) {
      enough = store.getUsableSpace() >= minimum;
      checkedAt = now;
    }
    if (!enough) {
      throw new IOException("less than " + minimum + " octets free in the data directory");
    }
  }
}
