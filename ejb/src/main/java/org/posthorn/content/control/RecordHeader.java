package org.posthorn.content.control;

import java.nio.ByteBuffer;

/**
 * What stands before a record: magic, length of the facts, number of octets, CRC-32C of facts and
 * octets. The facts follow, then the octets.
 */
record RecordHeader(int factsLength, long size, int checksum) {
  static final int LENGTH = 20;
  private static final int MAGIC = 0x50484331; // PHC1

  /** Reads a header; a place without one is a broken store. */
  static RecordHeader read(ByteBuffer from) {
    if (from.remaining() < LENGTH || from.getInt() != MAGIC) {
      throw new IllegalStateException("no message at this place of the content store");
    }
    return new RecordHeader(from.getInt(), from.getLong(), from.getInt());
  }

  void write(ByteBuffer to) {
    to.putInt(MAGIC).putInt(factsLength).putLong(size).putInt(checksum);
  }

  /** Where the octets begin, from the start of the record. */
  int octetsAt() {
    return LENGTH + factsLength;
  }
}
