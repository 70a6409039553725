package org.posthorn.content.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/** One file of records. Written at the end only, by one server; read by all. */
final class Segment implements AutoCloseable {
  private final int number;
  private final Path file;
  private volatile FileChannel channel;
  private volatile boolean dirty;
  private final AtomicInteger writers = new AtomicInteger();

  private Segment(int number, Path file, FileChannel channel) {
    this.number = number;
    this.file = file;
    this.channel = channel;
  }

  /** Creates the file; fails when it exists. */
  static Segment create(int number, Path file) throws IOException {
    return new Segment(
        number,
        file,
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  /** Opens the file for reading. */
  static Segment open(int number, Path file) throws IOException {
    return new Segment(number, file, FileChannel.open(file, StandardOpenOption.READ));
  }

  int number() {
    return number;
  }

  /** A record is to be written. */
  void begin() {
    writers.incrementAndGet();
  }

  /** The record of a {@link #begin} has been written, or never will be. */
  void end() {
    writers.decrementAndGet();
  }

  /** Whether nobody writes to it and all that was written is durable. */
  boolean settled() {
    return writers.get() == 0 && !dirty;
  }

  /** Writes all of the buffer at a place that nobody else writes to. */
  void write(ByteBuffer octets, long offset) throws IOException {
    long at = offset;
    while (octets.hasRemaining()) {
      at += channel.write(octets, at);
    }
    dirty = true;
  }

  /** Makes durable what was written before. */
  void force() throws IOException {
    if (dirty) {
      dirty = false; // before the sync: what comes meanwhile asks for the next one
      try {
        channel.force(false);
      } catch (IOException | RuntimeException e) {
        dirty = true;
        throw e;
      }
    }
  }

  /** Fills the buffer from a place; stops early at the end of the file. */
  void read(ByteBuffer target, long offset) {
    try {
      try {
        fill(target, offset);
      } catch (ClosedChannelException interrupted) { // an interrupted reader closes it for all
        reopen();
        fill(target, offset);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(ByteBuffer target, long offset) throws IOException {
    long at = offset - target.position();
    while (target.hasRemaining()) {
      if (channel.read(target, at + target.position()) < 0) {
        return;
      }
    }
  }

  private synchronized void reopen() throws IOException {
    if (!channel.isOpen()) {
      Thread.interrupted();
      channel =
          dirty
              ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
              : FileChannel.open(file, StandardOpenOption.READ);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
