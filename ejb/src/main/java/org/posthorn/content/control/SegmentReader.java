package org.posthorn.content.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.posthorn.kernel.ContentDamaged;
import org.posthorn.kernel.ContentGone;

/** Walks over some records of a segment at rest, with a channel of its own. */
final class SegmentReader implements AutoCloseable {
  /** What a file system gives to a file at a time, usually. */
  static final int BLOCK = 4096;

  private final int number;
  private final FileChannel channel;
  private final long end;

  /** Is shown one record after the other. */
  interface Visit {
    void see(int offset, RecordHeader header) throws IOException;
  }

  SegmentReader(int number, Path file) throws IOException {
    this.number = number;
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.end = channel.size();
  }

  FileChannel channel() {
    return channel;
  }

  /**
   * Shows records.
   *
   * @param offsets where they begin, ascending
   * @throws DamagedRecord when one of them is not there, or not whole
   */
  void visit(int[] offsets, Visit visit) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(RecordHeader.LENGTH);
    for (int i = 0; i < offsets.length; i++) {
      long limit = i + 1 < offsets.length ? offsets[i + 1] : end;
      head.clear();
      fill(channel, head, offsets[i]);
      visit.see(offsets[i], header(head.flip(), offsets[i], limit));
    }
  }

  private RecordHeader header(ByteBuffer head, int offset, long limit) {
    long id = (long) number << 32 | offset;
    RecordHeader header;
    try {
      header = RecordHeader.read(id, head);
      header.requireWithin(id, limit - offset);
    } catch (ContentGone e) {
      throw new DamagedRecord(number, offset, "no record");
    } catch (ContentDamaged e) {
      throw new DamagedRecord(number, offset, e.what());
    }
    return header;
  }

  /** How many octets the blocks have in which these records are. */
  long footprint(int[] offsets) throws IOException {
    Blocks blocks = new Blocks();
    visit(offsets, blocks::add);
    return blocks.octets();
  }

  /** Fills the buffer from a place, or up to the end of the file. */
  static void fill(FileChannel channel, ByteBuffer target, long offset) throws IOException {
    long at = offset;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        return;
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Counts blocks with something in them. */
  private static final class Blocks {
    private long counted;
    private long next; // the first block that was not counted

    void add(int offset, RecordHeader header) {
      long first = Math.max(next, offset / BLOCK);
      next = (offset + header.length() - 1) / BLOCK + 1;
      counted += next - first;
    }

    long octets() {
      return counted * BLOCK;
    }
  }
}
