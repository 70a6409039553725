package org.posthorn.smtp.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.posthorn.kernel.Content;

/** A message in memory. */
final class MemoryContent implements Content {
  private final byte[] octets;

  private MemoryContent(byte[] octets) {
    this.octets = octets;
  }

  static MemoryContent of(String text) {
    return new MemoryContent(text.getBytes(StandardCharsets.UTF_8));
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
    int length = (int) Math.min(target.remaining(), octets.length - offset);
    target.put(octets, (int) offset, length);
    return length;
  }
}
