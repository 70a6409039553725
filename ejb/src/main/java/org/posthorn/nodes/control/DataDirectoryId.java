package org.posthorn.nodes.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * The number of the last server with this data directory, in its file {@code server.id}: whoever
 * has the directory for itself knows that this one runs no more.
 */
public final class DataDirectoryId implements AutoCloseable {
  private static final int MOST = 20;

  private final FileChannel channel;
  private final boolean alone;

  private DataDirectoryId(FileChannel channel, boolean alone) {
    this.channel = channel;
    this.alone = alone;
  }

  /** Opens it; nobody else has the directory until it is closed, as far as that can be had. */
  public static DataDirectoryId open(Path dataDirectory) {
    try {
      FileChannel channel =
          FileChannel.open(
              dataDirectory.resolve("server.id"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      return new DataDirectoryId(channel, locked(channel));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(); // the channel holds it
      return lock != null;
    } catch (OverlappingFileLockException ours) {
      return false;
    }
  }

  /** The server before, which runs no more; empty when there was none, or that is not certain. */
  public OptionalLong predecessor() {
    if (!alone) {
      return OptionalLong.empty();
    }
    try {
      ByteBuffer octets = ByteBuffer.allocate(MOST);
      channel.read(octets, 0);
      String text = new String(octets.array(), 0, octets.position(), StandardCharsets.US_ASCII);
      String digits = text.strip();
      return digits.matches("[0-9]{1,18}")
          ? OptionalLong.of(Long.parseLong(digits))
          : OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes who has the directory now. */
  public void note(long server) {
    if (alone) {
      try {
        byte[] text = (server + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text), 0);
        channel.force(true);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
