package org.posthorn.content.control;

import java.nio.ByteBuffer;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessageHead;

/**
 * Reads the facts of one record after the other. Neighbours on disk are read together; a lone
 * record costs one small read.
 */
final class RecordWindow {
  private static final int LARGE = 128 << 10;
  private static final int SMALL = 4 << 10; // a page
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
    return MessageFacts.of(octets(id, RecordHeader.LENGTH, header.factsLength()));
  }

  /** The same with the message's header, if that is not too long. */
  MessageHead head(long id, long next) {
    RecordHeader record = header(id, next);
    MessageFacts facts = MessageFacts.of(octets(id, RecordHeader.LENGTH, record.factsLength()));
    return facts.headerLength() > MessageHead.MOST_OCTETS
        ? MessageHead.of(facts)
        : MessageHead.of(facts, octets(id, record.octetsAt(), facts.headerLength()));
  }

  private byte[] octets(long id, int plus, int count) {
    byte[] copy = new byte[count];
    int at = (int) (id - start) + plus;
    if (at + count <= octets.limit()) {
      octets.get(at, copy);
    } else {
      store.read(id, plus, ByteBuffer.wrap(copy));
    }
    return copy;
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
