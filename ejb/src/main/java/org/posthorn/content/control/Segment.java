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

  /** Makes durable what was written to a file; a test's may fail. */
  interface Disk {
    void sync(FileChannel channel) throws IOException;
  }

  private final int number;
  private final Path file;
  private final Disk disk;
  private volatile FileChannel channel;
  private volatile boolean dirty;
  private volatile boolean failed;
  private final AtomicInteger writers = new AtomicInteger();

  private Segment(int number, Path file, Disk disk, FileChannel channel) {
    this.number = number;
    this.file = file;
    this.disk = disk;
    this.channel = channel;
  }

  /** Creates the file; fails when it exists. */
  static Segment create(int number, Path file, Disk disk) throws IOException {
    return new Segment(
        number,
        file,
        disk,
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  /** Opens the file for reading. */
  static Segment open(int number, Path file, Disk disk) throws IOException {
    return new Segment(number, file, disk, FileChannel.open(file, StandardOpenOption.READ));
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

  /**
   * Whether a sync failed. The system reports that once and then forgets the octets: a later sync
   * would succeed and say nothing about them.
   */
  boolean failed() {
    return failed;
  }

  /** Writes all of the buffer at a place that nobody else writes to. */
  void write(ByteBuffer octets, long offset) throws IOException {
    if (failed) {
      throw new IOException("segment " + number + " was given up");
    }
    long at = offset;
    while (octets.hasRemaining()) {
      at += channel.write(octets, at);
    }
    dirty = true;
  }

  /** Makes durable what was written before; when that fails, the segment is {@link #failed}. */
  void force() throws IOException {
    if (dirty) {
      dirty = false; // before the sync: what comes meanwhile asks for the next one
      boolean synced = false;
      try {
        disk.sync(channel);
        synced = true;
      } finally {
        failed = !synced;
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
