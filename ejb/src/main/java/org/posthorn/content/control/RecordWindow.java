package org.posthorn.content.control;

import java.nio.ByteBuffer;
import org.posthorn.mime.MessageFacts;

/**
 * Reads the facts of one record after the other. Neighbours on disk are read together; a lone
 * record costs one small read.
 */
final class RecordWindow {
  private static final int LARGE = 128 << 10;
  private static final int SMALL = 1 << 10;
  private static final int NEAR = 8 << 10; // closer than this, reading what lies between is cheaper

  private final SegmentStore store;
  private ByteBuffer octets = ByteBuffer.allocate(0);
  private long start; // content id of the first octet

  RecordWindow(SegmentStore store) {
    this.store = store;
  }

  /** The facts of a record; {@code next} is the one that will be asked for then. */
  MessageFacts facts(long id, long next) {
    RecordHeader header = header(id, next);
    byte[] facts = new byte[header.factsLength()];
    int at = (int) (id - start) + RecordHeader.LENGTH;
    if (at + facts.length <= octets.limit()) {
      octets.get(at, facts);
    } else {
      store.read(id, RecordHeader.LENGTH, ByteBuffer.wrap(facts));
    }
    return MessageFacts.of(facts);
  }

  private RecordHeader header(long id, long next) {
    if (id < start || id + RecordHeader.LENGTH > start + octets.limit()) {
      boolean dense = next > id && next - id < NEAR;
      int length = dense ? LARGE : SMALL;
      if (octets.capacity() < length) {
        octets = ByteBuffer.allocate(length);
      }
      octets.clear().limit(length);
      store.read(id, 0, octets);
      octets.flip();
      start = id;
    }
    int at = (int) (id - start);
    return RecordHeader.read(octets.slice(at, octets.limit() - at));
  }
}
