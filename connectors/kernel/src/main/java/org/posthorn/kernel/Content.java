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
   * @throws ContentLost when octets are missing, and in place of the last ones of a message that
   *     was read from its beginning when they are not as they were written
   */
  int read(long offset, ByteBuffer target);

  /**
   * Finds out, as far as that costs next to nothing, whether the octets can be given; of a message
   * that is known to be damaged, by reading it once more.
   *
   * @throws ContentLost when they cannot
   */
  default void requireReadable() {}
}
