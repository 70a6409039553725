package org.posthorn.content.control;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentDamaged;

/**
 * A record's octets. Reads the header when first needed, and again when the file was exchanged: the
 * record may not be in the new one.
 */
final class StoredContent implements Content {
  private static final int PIECE = 64 << 10;

  private final SegmentStore store;
  private final long id;
  private final RunningChecksum checksum = new RunningChecksum();
  private volatile @Nullable Found found;

  /** The record in a file. */
  private record Found(Segment segment, RecordHeader header) {}

  StoredContent(SegmentStore store, long id) {
    this.store = store;
    this.id = id;
  }

  /** With its header, which has been read in a file. */
  StoredContent(SegmentStore store, long id, Segment segment, RecordHeader header) {
    this(store, id);
    this.found = new Found(segment, header);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public long size() {
    Found known = found;
    return known != null ? known.header().size() : store.reading(id, this::header).size();
  }

  @Override
  public int read(long offset, ByteBuffer target) {
    int limit = target.limit();
    int start = target.position();
    try {
      return store.reading(
          id,
          segment -> {
            RecordHeader header = header(segment);
            if (offset < 0 || offset > header.size()) {
              throw new IllegalArgumentException("offset " + offset);
            }
            target.position(start);
            target.limit((int) Math.min(limit, start + (header.size() - offset)));
            segment.read(target, SegmentStore.offsetOf(id) + header.octetsAt() + offset);
            if (target.hasRemaining()) {
              throw new ContentDamaged(id, "cut off");
            }
            int count = target.position() - start;
            if (!checksum.takes(target.duplicate().position(start), offset, header)) {
              throw new ContentDamaged(id, "a wrong checksum");
            }
            return count;
          });
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public void requireReadable() {
    size();
    if (store.damage().knows(id)) {
      new StoredContent(store, id).readToTheEnd();
      store.damage().healed(id);
    }
  }

  private void readToTheEnd() {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    long size = size();
    for (long at = 0; at < size; ) {
      at += read(at, piece.clear());
    }
  }

  private RecordHeader header(Segment segment) {
    Found known = found;
    if (known == null || known.segment() != segment) {
      ByteBuffer octets = ByteBuffer.allocate(RecordHeader.LENGTH);
      segment.read(octets, SegmentStore.offsetOf(id));
      RecordHeader read = RecordHeader.read(id, octets.flip());
      if (read.length() > PIECE) { // of a small one the read itself finds out
        read.requireWithin(id, segment.length() - SegmentStore.offsetOf(id));
      }
      known = new Found(segment, read);
      found = known;
    }
    return known.header();
  }
}
