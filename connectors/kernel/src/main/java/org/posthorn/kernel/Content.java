package org.posthorn.kernel;

import java.nio.ByteBuffer;

/**
 * The octets of a stored message. Immutable and shared; reading is thread-safe and holds no
 * resource between calls.
 */
public interface Content {

  /** Identifies the octets in the content store, for ever. */
  long id();

  /** Number of octets. */
  long size();

  /**
   * Reads octets into {@code target} until it is full or the message ends.
   *
   * @param offset where to start, 0 ≤ offset ≤ size
   * @return how many octets were read
   * @throws java.io.UncheckedIOException when the store cannot be read
   */
  int read(long offset, ByteBuffer target);
}
