package org.posthorn.content.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.posthorn.kernel.DataFiles;

/**
 * One file of records. Written at the end only, by one server; read by all. Long after the last
 * write the file may be exchanged for one without the records that nobody needs: who finds its
 * channel closed then goes on with another segment object.
 */
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
  private final boolean created; // by this server since its start
  private volatile boolean writable; // by this server; so long nobody exchanges the file
  private volatile long touched = System.nanoTime();
  private volatile long touchedAt = System.currentTimeMillis();
  private volatile Optional<Object> key; // of the file that is open
  private final AtomicInteger writers = new AtomicInteger();

  private Segment(
      int number,
      Path file,
      Disk disk,
      FileChannel channel,
      boolean writable,
      Optional<Object> key) {
    this.number = number;
    this.file = file;
    this.disk = disk;
    this.channel = channel;
    this.created = writable;
    this.writable = writable;
    this.key = key;
  }

  /** The channel cannot be read any more: the file was exchanged, or a reader interrupted. */
  static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Closed(IOException cause) {
      super(cause);
    }
  }

  /** Creates the file; fails when it exists. */
  static Segment create(int number, Path file, Disk disk) throws IOException {
    return new Segment(
        number,
        file,
        disk,
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            DataFiles.ownerOnly(file)),
        true,
        Optional.empty());
  }

  /** Opens the file for reading. */
  static Segment open(int number, Path file, Disk disk) throws IOException {
    Optional<Object> key = keyOf(file); // before: an exchange in between shows as a difference
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return new Segment(number, file, disk, channel, false, key);
  }

  private static Optional<Object> keyOf(Path file) throws IOException {
    return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  /** Whether the file of this name may be another one by now, or is gone. */
  boolean exchanged() {
    try {
      return !writable && (key.isEmpty() || !key.equals(keyOf(file)));
    } catch (IOException gone) {
      return true;
    }
  }

  /** No more is written: from now on the file may be exchanged. */
  void finish() {
    try {
      key = keyOf(file);
    } catch (IOException unknown) { // then it is opened anew now and then
      key = Optional.empty();
    }
    writable = false;
  }

  /** Whether this server created it since its start. */
  boolean created() {
    return created;
  }

  /** Whether this server may still write to it. */
  boolean writable() {
    return writable;
  }

  /**
   * Whether the last write was longer ago than a time, by one of the two clocks: one may have been
   * set, the other stands still while the machine sleeps.
   */
  boolean untouchedFor(Duration time) {
    return System.nanoTime() - touched > time.toNanos()
        || System.currentTimeMillis() - touchedAt > time.toMillis();
  }

  /** Whether the last write was certainly longer ago than a time, by this server's knowledge. */
  boolean surelyUntouchedFor(Duration time) {
    return System.nanoTime() - touched > time.toNanos();
  }

  int number() {
    return number;
  }

  /** A record is to be written. */
  void begin() {
    touched = System.nanoTime();
    touchedAt = System.currentTimeMillis();
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

  /**
   * Fills the buffer from a place; stops early at the end of the file.
   *
   * @throws Closed when it is to be read from a new segment object
   */
  void read(ByteBuffer target, long offset) {
    int start = target.position();
    try {
      try {
        fill(target, offset);
      } catch (IOException e) { // an interrupted reader closes it for all
        target.position(start);
        if (!writable) {
          throw new Closed(e);
        }
        if (!(e instanceof ClosedChannelException)) {
          throw e;
        }
        reopen();
        fill(target, offset);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many octets the file has now. */
  long length() {
    try {
      return channel.size();
    } catch (ClosedChannelException e) { // as a reader would
      if (!writable) {
        throw new Closed(e);
      }
      return reopenedLength();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long reopenedLength() {
    try {
      reopen();
      return channel.size();
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
