package org.posthorn.content.control;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksum of a message, as far as its octets were read one after the other, wherever one read
 * begins within what was read before. Thread-safe.
 */
final class RunningChecksum {
  private final CRC32C crc = new CRC32C();
  private long next;
  private boolean wrong;

  /**
   * Takes what was read.
   *
   * @param offset of its first octet in the message
   * @return false when all octets have been seen and are not those that were written
   */
  synchronized boolean takes(ByteBuffer read, long offset, RecordHeader header) {
    long end = offset + read.remaining();
    if (offset <= next && end > next) {
      int known = (int) (next - offset);
      crc.update(read.slice(read.position() + known, read.remaining() - known));
      next = end;
      wrong = next == header.size() && (int) crc.getValue() != header.checksum();
    }
    return !wrong;
  }
}
