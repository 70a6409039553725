package org.posthorn.content.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.mime.FactsReader;

/**
 * Collects a message: a small one in memory, a large one in a temporary file. {@link #finish}
 * computes its facts and writes it to the store in one piece, as they begin with what is put before
 * it then.
 */
public final class SegmentSink implements ContentSink {
  private static final int IN_MEMORY = 256 << 10;
  private static final int COPY_BUFFER = 128 << 10;

  private final SegmentStore store;
  private byte[] memory = new byte[8 << 10];
  private int inMemory;
  private long size;
  private @Nullable FileChannel spill;

  /** A sink into this store. */
  public SegmentSink(SegmentStore store) {
    this.store = store;
  }

  @Override
  public void write(ByteBuffer octets) {
    if (size == 0) {
      requireSpace(); // before much is read that finds no room in the end
    }
    int length = octets.remaining();
    if (inMemory + length > IN_MEMORY) {
      spill();
    }
    if (length > IN_MEMORY) {
      spill(octets);
    } else {
      if (inMemory + length > memory.length) {
        memory = Arrays.copyOf(memory, Math.max(inMemory + length, memory.length * 2));
      }
      octets.get(memory, inMemory, length);
      inMemory += length;
    }
    size += length;
  }

  private void requireSpace() {
    try {
      store.requireSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void spill() {
    spill(ByteBuffer.wrap(memory, 0, inMemory));
    inMemory = 0;
  }

  private void spill(ByteBuffer octets) {
    try {
      FileChannel file = spill;
      if (file == null) {
        file = temporaryFile();
        spill = file;
      }
      while (octets.hasRemaining()) {
        file.write(octets);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileChannel temporaryFile() throws IOException {
    store.requireSpace();
    Path path = Files.createTempFile(store.temporary(), "message", ".spill");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Content finish(byte[] prefix) {
    try {
      if (spill != null) {
        spill();
      }
      FactsReader reader = new FactsReader(store.threads());
      CRC32C crc = new CRC32C();
      read(
          prefix,
          octets -> {
            crc.update(octets.duplicate());
            reader.feed(octets);
          });
      byte[] facts = reader.finish().encoded();
      RecordHeader header =
          new RecordHeader(facts.length, prefix.length + size, (int) crc.getValue());
      SegmentStore.Place place = store.reserve(header.length());
      try {
        write(place, header, facts, prefix);
        place.check();
      } catch (IOException | RuntimeException e) {
        store.abandon(place.segment());
        throw e;
      } finally {
        place.segment().end();
      }
      return store.content(place.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      discard();
    }
  }

  /** Shows all octets of the message, in pieces. */
  private void read(byte[] prefix, Consumer<ByteBuffer> reader) throws IOException {
    reader.accept(ByteBuffer.wrap(prefix));
    FileChannel file = spill;
    if (file == null) {
      reader.accept(ByteBuffer.wrap(memory, 0, inMemory));
    } else {
      read(file, reader);
    }
  }

  private static void read(FileChannel file, Consumer<ByteBuffer> reader) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(COPY_BUFFER);
    file.position(0);
    while (file.read(buffer) >= 0) {
      reader.accept(buffer.flip());
      buffer.clear();
    }
  }

  private void write(SegmentStore.Place place, RecordHeader header, byte[] facts, byte[] prefix)
      throws IOException {
    FileChannel file = spill;
    int tail = prefix.length + (file == null ? inMemory : 0);
    ByteBuffer head = ByteBuffer.allocate(header.octetsAt() + tail);
    header.write(facts, head);
    head.put(prefix);
    if (file == null) {
      head.put(memory, 0, inMemory);
    }
    place.segment().write(head.flip(), place.offset());
    if (file != null) {
      copy(file, place.segment(), place.offset() + header.octetsAt() + prefix.length);
    }
  }

  private static void copy(FileChannel from, Segment to, long offset) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(COPY_BUFFER);
    from.position(0);
    long at = offset;
    while (from.read(buffer) >= 0) {
      int length = buffer.flip().remaining();
      to.write(buffer, at);
      at += length;
      buffer.clear();
    }
  }

  @Override
  public void discard() {
    FileChannel file = spill;
    spill = null;
    memory = new byte[0];
    inMemory = 0;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
