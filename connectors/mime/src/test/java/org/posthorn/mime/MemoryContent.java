package org.posthorn.mime;

import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;

/** Content in memory that gives no more octets at once than it likes. */
public final class MemoryContent implements Content {
  private final byte[] octets;
  private final int atOnce;

  /** Holds these octets. */
  public MemoryContent(byte[] octets, int atOnce) {
    this.octets = octets;
    this.atOnce = atOnce;
  }

  @Override
  public long id() {
    return 1;
  }

  @Override
  public long size() {
    return octets.length;
  }

  @Override
  public int read(long offset, ByteBuffer target) {
    int count = (int) Math.min(Math.min(atOnce, target.remaining()), octets.length - offset);
    target.put(octets, (int) offset, count);
    return count;
  }
}
