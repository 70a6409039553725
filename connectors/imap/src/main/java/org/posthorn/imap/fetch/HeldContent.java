package org.posthorn.imap.fetch;

import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;

/** A small message that was read whole, and so is known to be right. */
record HeldContent(long id, byte[] octets) implements Content {
  @Override
  public long size() {
    return octets.length;
  }

  @Override
  public int read(long offset, ByteBuffer target) {
    int count = (int) Math.min(target.remaining(), octets.length - offset);
    target.put(octets, (int) offset, count);
    return count;
  }
}
