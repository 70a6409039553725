package org.posthorn.content.control;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
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
  private @Nullable Segment source; // whose octets they are

  RecordWindow(SegmentStore store) {
    this.store = store;
  }

  /**
   * The facts of a record; {@code next} is the one that will be asked for then.
   *
   * @throws org.posthorn.kernel.ContentGone when it was freed
   */
  MessageFacts facts(long id, long next) {
    return store.reading(id, segment -> facts(segment, id, header(segment, id, next)));
  }

  /** The same with the message's header, if that is not too long. */
  MessageHead head(long id, long next) {
    return store.reading(id, segment -> head(segment, id, header(segment, id, next)));
  }

  private MessageFacts facts(Segment segment, long id, RecordHeader record) {
    return record.facts(id, octets(segment, record, id, RecordHeader.LENGTH, record.factsLength()));
  }

  private MessageHead head(Segment segment, long id, RecordHeader record) {
    MessageFacts facts = facts(segment, id, record);
    return facts.headerLength() > MessageHead.MOST_OCTETS
        ? MessageHead.of(facts)
        : MessageHead.of(
            facts, octets(segment, record, id, record.octetsAt(), facts.headerLength()));
  }

  private byte[] octets(Segment segment, RecordHeader record, long id, int plus, int count) {
    int at = (int) (id - start) + plus;
    if (count <= octets.limit() - at) {
      byte[] copy = new byte[count];
      octets.get(at, copy);
      return copy;
    }
    record.requireWithin(id, segment.length() - SegmentStore.offsetOf(id)); // no room for nothing
    byte[] copy = new byte[count];
    segment.read(ByteBuffer.wrap(copy), SegmentStore.offsetOf(id) + plus);
    return copy;
  }

  private RecordHeader header(Segment segment, long id, long next) {
    if (segment != source) { // what was read of another file may be there no more
      octets.limit(0);
      source = segment;
    }
    if (id < start || id + RecordHeader.LENGTH > start + octets.limit()) {
      boolean dense = next > id && next - id < NEAR;
      int length = dense ? LARGE : SMALL;
      if (octets.capacity() < length) {
        octets = ByteBuffer.allocate(length);
      }
      octets.clear().limit(length);
      source = null; // until it is read
      segment.read(octets, SegmentStore.offsetOf(id));
      source = segment;
      octets.flip();
      start = id;
    }
    int at = (int) (id - start);
    return RecordHeader.read(id, octets.slice(at, octets.limit() - at));
  }
}
