package org.posthorn.content.control;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.mime.MessageFacts;

/**
 * Reads whole records, one after the other. Neighbours on disk are read together; what is large is
 * left to be read where it stands. Not thread-safe.
 */
final class RecordScan {
  private static final int WINDOW = 256 << 10;
  private static final int LONE = 4 << 10; // octets of a record that has no neighbour
  private static final int NEAR = 16 << 10; // closer than this, reading what lies between is cheap

  private final SegmentStore store;
  private final long[] ids;
  private ByteBuffer octets = ByteBuffer.allocate(0);
  private long start; // content id of the first octet
  private @Nullable Segment source; // whose octets they are

  /** Reads some of these records. */
  RecordScan(SegmentStore store, long[] ids) {
    this.store = store;
    this.ids = ids;
  }

  /** What a record has; its octets may change when the next is read. */
  record Message(MessageFacts facts, Content content) {}

  /**
   * Reads the record at an index; the following ones are likely to be next.
   *
   * @throws org.posthorn.kernel.ContentGone when it was freed
   */
  Message read(int index) {
    return store.reading(ids[index], segment -> read(segment, index));
  }

  private Message read(Segment segment, int index) {
    long id = ids[index];
    if (segment != source || id < start || id + LONE > start + octets.limit()) {
      fill(segment, index);
    }
    int at = (int) (id - start);
    RecordHeader header = RecordHeader.read(id, octets.slice(at, octets.limit() - at));
    int factsAt = at + RecordHeader.LENGTH;
    boolean here = header.factsLength() <= octets.limit() - factsAt;
    if (!here) {
      header.requireWithin(id, segment.length() - SegmentStore.offsetOf(id));
    }
    byte[] facts = new byte[header.factsLength()];
    if (here) {
      octets.get(factsAt, facts);
    } else {
      segment.read(ByteBuffer.wrap(facts), SegmentStore.offsetOf(id) + RecordHeader.LENGTH);
    }
    return new Message(header.facts(id, facts), content(segment, id, at, header));
  }

  private Content content(Segment segment, long id, int at, RecordHeader header) {
    long from = at + (long) header.octetsAt();
    return from + header.size() <= octets.limit()
        ? new ReadContent(store, id, octets.slice((int) from, (int) header.size()), header)
        : new StoredContent(store, id, segment, header);
  }

  private void fill(Segment segment, int index) {
    long id = ids[index];
    long end = id;
    for (int i = index + 1; i < ids.length; i++) {
      if (ids[i] <= end || ids[i] - end > NEAR || ids[i] + LONE > id + WINDOW) {
        break;
      }
      end = ids[i];
    }
    boolean alone = end == id;
    int length = alone ? LONE : (int) Math.min(WINDOW, end - id + NEAR);
    if (octets.capacity() < length) {
      octets = ByteBuffer.allocate(alone ? LONE : WINDOW);
    }
    octets.clear().limit(length);
    source = null; // until it is read
    segment.read(octets, SegmentStore.offsetOf(id));
    source = segment;
    octets.flip();
    start = id;
  }

  /** The octets of a record that has been read; compared with its checksum when first asked for. */
  private static final class ReadContent implements Content {
    private final SegmentStore store;
    private final long id;
    private final ByteBuffer octets;
    private final RecordHeader header;
    private boolean compared;

    ReadContent(SegmentStore store, long id, ByteBuffer octets, RecordHeader header) {
      this.store = store;
      this.id = id;
      this.octets = octets;
      this.header = header;
    }

    @Override
    public long id() {
      return id;
    }

    @Override
    public long size() {
      return octets.limit();
    }

    @Override
    public int read(long offset, ByteBuffer target) {
      if (offset < 0 || offset > size()) {
        throw new IllegalArgumentException("offset " + offset);
      }
      compare();
      int count = (int) Math.min(target.remaining(), size() - offset);
      target.put(octets.slice((int) offset, count));
      return count;
    }

    private void compare() {
      if (!compared && !header.isOf(octets.duplicate())) {
        ContentDamaged damaged = new ContentDamaged(id, "a wrong checksum");
        store.damage().found(damaged);
        throw damaged;
      }
      compared = true;
    }
  }
}
