package org.posthorn.signing.control;

import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;

/** A message that is in memory only. */
public record OctetContent(byte[] octets) implements Content {
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
