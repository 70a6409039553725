package org.posthorn.signing.control;

import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;

/** A message that is in memory only. */
public final class OctetContent implements Content {
  private final byte[] octets;

  /** These octets, which nobody changes any more. */
  public OctetContent(byte[] octets) {
    this.octets = octets;
  }

  @Override
  public long id() {
    return 0; // no message of the store has it
  }

  @Override
  public long size() {
    return octets.length;
  }

  @Override
  public int read(long offset, ByteBuffer target) {
    int length = (int) Math.min(target.remaining(), octets.length - offset);
    target.put(octets, (int) offset, length);
    return length;
  }
}
