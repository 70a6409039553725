package org.posthorn.content.control;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Content;

/** A record's octets. Reads the header when first needed. */
final class StoredContent implements Content {
  private final SegmentStore store;
  private final long id;
  private volatile @Nullable RecordHeader header;

  StoredContent(SegmentStore store, long id) {
    this.store = store;
    this.id = id;
  }

  /** With its header, which has been read. */
  StoredContent(SegmentStore store, long id, RecordHeader header) {
    this(store, id);
    this.header = header;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public long size() {
    return header().size();
  }

  @Override
  public int read(long offset, ByteBuffer target) {
    RecordHeader known = header();
    if (offset < 0 || offset > known.size()) {
      throw new IllegalArgumentException("offset " + offset);
    }
    int limit = target.limit();
    int start = target.position();
    target.limit((int) Math.min(limit, start + (known.size() - offset)));
    store.read(id, known.octetsAt() + offset, target);
    target.limit(limit);
    return target.position() - start;
  }

  private RecordHeader header() {
    RecordHeader known = header;
    if (known == null) {
      ByteBuffer octets = ByteBuffer.allocate(RecordHeader.LENGTH);
      store.read(id, 0, octets);
      known = RecordHeader.read(octets.flip());
      header = known;
    }
    return known;
  }
}
