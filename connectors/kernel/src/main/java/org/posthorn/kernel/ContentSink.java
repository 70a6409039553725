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
   * @throws java.io.UncheckedIOException when the disk is full or broken; nothing was stored
   */
  Content finish();

  /** Throws the octets away. */
  void discard();
}
