package org.posthorn.content.control;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.kernel.ContentGone;
import org.posthorn.mime.MessageFacts;

/**
 * What stands before a record: magic, length of the facts, number of octets, CRC-32C of the octets.
 * The facts follow, then the octets. Behind the facts, and counted with them, is the CRC-32C of
 * header and facts; records of the first builds, which have another magic, lack it.
 */
record RecordHeader(int magic, int factsLength, long size, int checksum) {
  static final int LENGTH = 20;
  private static final int MAGIC = 0x50484332; // PHC2
  private static final int MAGIC_WITHOUT_FACTS_CHECKSUM = 0x50484331; // PHC1
  private static final int CHECKSUM = Integer.BYTES;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Of a record to be written, with facts of this length. */
  RecordHeader(int factsLength, long size, int checksum) {
    this(MAGIC, factsLength + CHECKSUM, size, checksum);
  }

  /**
   * Reads the header of a record. Where nothing is, neither, it was freed.
   *
   * @throws ContentGone when it was freed
   * @throws ContentDamaged when there is something else
   */
  static RecordHeader read(long id, ByteBuffer from) {
    int magic = from.remaining() < LENGTH ? 0 : from.getInt();
    if (magic == 0) { // a hole, or beyond the last record that was kept
      throw new ContentGone(id);
    }
    if (!isMagic(magic)) {
      throw new ContentDamaged(id, "no record");
    }
    RecordHeader header = new RecordHeader(magic, from.getInt(), from.getLong(), from.getInt());
    if (header.factsLength < CHECKSUM || header.size < 0) {
      throw new ContentDamaged(id, "a wrong length");
    }
    return header;
  }

  /** Whether a record may begin with these octets. */
  static boolean isMagic(int octets) {
    return octets == MAGIC || octets == MAGIC_WITHOUT_FACTS_CHECKSUM;
  }

  /** Throws when a record of this length has no room between its beginning and an end. */
  void requireWithin(long id, long room) {
    if (size > room || length() > room) {
      throw new ContentDamaged(id, "cut off, or a wrong length");
    }
  }

  private byte[] encoded() {
    byte[] octets = new byte[LENGTH]; // each FETCH and SEARCH comes here for each message
    INTS.set(octets, 0, magic);
    INTS.set(octets, 4, factsLength);
    LONGS.set(octets, 8, size);
    INTS.set(octets, 16, checksum);
    return octets;
  }

  /** Writes it, and what belongs between it and the octets. */
  void write(byte[] facts, ByteBuffer to) {
    to.put(encoded()).put(facts).putInt(checksumWith(facts, facts.length));
  }

  private int checksumWith(byte[] facts, int length) {
    CRC32C crc = new CRC32C();
    crc.update(encoded(), 0, LENGTH);
    crc.update(facts, 0, length);
    return (int) crc.getValue();
  }

  /**
   * What is between it and the octets, read.
   *
   * @param stored as long as {@link #factsLength}
   * @throws ContentDamaged when it is not as it was written
   */
  MessageFacts facts(long id, byte[] stored) {
    try {
      if (magic == MAGIC_WITHOUT_FACTS_CHECKSUM) {
        return MessageFacts.of(stored);
      }
      int length = stored.length - CHECKSUM;
      if ((int) INTS.get(stored, length) == checksumWith(stored, length)) {
        return MessageFacts.of(stored); // which do not look behind their end
      }
    } catch (IllegalArgumentException notFacts) {
      throw new ContentDamaged(id, "facts of another form");
    }
    throw new ContentDamaged(id, "a wrong checksum of its facts");
  }

  /** Whether these are all the octets of the message, as they were written. */
  boolean isOf(ByteBuffer octets) {
    CRC32C crc = new CRC32C();
    crc.update(octets);
    return (int) crc.getValue() == checksum;
  }

  /** Octets of the whole record. */
  long length() {
    return (long) LENGTH + factsLength + size;
  }

  /** Where the octets begin, from the start of the record. */
  int octetsAt() {
    return LENGTH + factsLength;
  }
}
