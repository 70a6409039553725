package org.posthorn.smtp.client;

import java.nio.ByteBuffer;

/** The octets of a message as they go over the wire. For one thread, once. */
public interface WireContent {

  /**
   * Puts the next octets into a buffer.
   *
   * @param out has room for at least 16 octets
   * @return false when there was nothing left to put
   */
  boolean next(ByteBuffer out);
}
