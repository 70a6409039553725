package org.posthorn.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.posthorn.kernel.Content;

/** A message in memory. */
public final class MemoryContent implements Content {
  private final long id;
  private final byte[] octets;

  /** Copies. */
  public MemoryContent(long id, byte[] octets) {
    this.id = id;
    this.octets = octets.clone();
  }

  /** The octets of a text in UTF-8, with id 0. */
  public static MemoryContent of(String text) {
    return new MemoryContent(0, text.getBytes(UTF_8));
  }

  @Override
  public long id() {
    return id;
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

  /** A copy of the octets. */
  public byte[] octets() {
    return octets.clone();
  }

  /** The octets as UTF-8. */
  public String text() {
    return new String(octets, UTF_8);
  }
}
