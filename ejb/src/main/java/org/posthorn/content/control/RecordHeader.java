package org.posthorn.content.control;

import java.nio.ByteBuffer;
import org.posthorn.kernel.ContentGone;

/**
 * What stands before a record: magic, length of the facts, number of octets, CRC-32C of the octets.
 * The facts follow, then the octets.
 */
record RecordHeader(int factsLength, long size, int checksum) {
  static final int LENGTH = 20;
  private static final int MAGIC = 0x50484331; // PHC1

  /**
   * Reads the header of a record. Where nothing is, neither, it was freed; anything else is a
   * broken store.
   *
   * @throws ContentGone when it was freed
   */
  static RecordHeader read(long id, ByteBuffer from) {
    int magic = from.remaining() < LENGTH ? 0 : from.getInt();
    if (magic == 0) { // a hole, or beyond the last record that was kept
      throw new ContentGone(id);
    }
    if (magic != MAGIC) {
      throw new IllegalStateException("no message at this place of the content store");
    }
    return new RecordHeader(from.getInt(), from.getLong(), from.getInt());
  }

  void write(ByteBuffer to) {
    to.putInt(MAGIC).putInt(factsLength).putLong(size).putInt(checksum);
  }

  /** Octets of the whole record. */
  long length() {
    return LENGTH + factsLength + size;
  }

  /** Where the octets begin, from the start of the record. */
  int octetsAt() {
    return LENGTH + factsLength;
  }
}
