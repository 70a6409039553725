package org.posthorn.smtp.codec;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Takes the octets of one BDAT chunk as they are. RFC 3030 §2. */
public final class ChunkDecoder {
  private long left;

  /** Expects so many octets. */
  public ChunkDecoder(long size) {
    left = size;
  }

  /**
   * Takes octets up to the end of the chunk or of the buffer.
   *
   * @param text gets the octets; empties each buffer it is given
   * @return whether the chunk has ended; what follows it stays in the buffer
   */
  public boolean feed(ByteBuffer octets, Consumer<ByteBuffer> text) {
    int count = (int) Math.min(left, octets.remaining());
    if (count > 0) {
      int limit = octets.limit();
      int end = octets.position() + count;
      octets.limit(end);
      text.accept(octets);
      octets.limit(limit).position(end);
      left -= count;
    }
    return left == 0;
  }
}
