package org.posthorn.kernel;

import java.nio.ByteBuffer;

/**
 * Takes the octets of one message as they arrive. Bounded in memory whatever the size. For one
 * thread at a time; ends with exactly one of {@link #finish()} and {@link #discard()}.
 */
public interface ContentSink {

  /**
   * Adds octets; the buffer is emptied and may be used again.
   *
   * @throws java.io.UncheckedIOException when the disk is full or broken
   */
  void write(ByteBuffer octets);

  /** How many octets were written so far. */
  long size();

  /**
   * Ends the message and hands it to the store. It is readable now, and durable when whoever refers
   * to it (an append, a queue entry) was answered.
   *
   * @param prefix octets that stand before all that were written: complete header fields that could
   *     not be known earlier; may be empty. Not copied, must not change
   * @throws java.io.UncheckedIOException when the disk is full or broken; nothing was stored
   */
  Content finish(byte[] prefix);

  /** Ends a message to which nothing is added; otherwise like {@link #finish(byte[])}. */
  default Content finish() {
    return finish(new byte[0]);
  }

  /** Throws the octets away. */
  void discard();
}
