package org.posthorn.imap.fetch;

import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;

/** A small message that was read whole, and so is known to be right. */
final class HeldContent implements Content {
  private final long id;
  private final byte[] octets;

  /** Of octets that nobody changes any more. */
  HeldContent(long id, byte[] octets) {
    this.id = id;
    this.octets = octets;
  }

  @Override
  public long id() {
    return id;
  }

  /** Not a copy. */
  byte[] octets() {
    return octets;
  }

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
