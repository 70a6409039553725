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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.kernel.DataFiles;

/**
 * The number of the last server with this data directory and its machine, in the file {@code
 * server.id}: whoever has the directory for itself knows that this one runs no more, unless the
 * directory is a copy from another machine.
 */
public final class DataDirectoryId implements AutoCloseable {
  private static final int MOST = 300;
  private static final Pattern NOTE = Pattern.compile("([0-9]{1,18}) (\\S+)");

  private final FileChannel channel;
  private final boolean alone;

  private DataDirectoryId(FileChannel channel, boolean alone) {
    this.channel = channel;
    this.alone = alone;
  }

  /** Opens it; nobody else has the directory until it is closed, as far as that can be had. */
  public static DataDirectoryId open(Path dataDirectory) {
    try {
      DataFiles.createDirectories(dataDirectory);
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

  /**
   * The server before on a machine, which runs no more; empty when there was none, or that is not
   * certain.
   */
  public OptionalLong predecessor(String machine) {
    if (!alone) {
      return OptionalLong.empty();
    }
    try {
      ByteBuffer octets = ByteBuffer.allocate(MOST);
      channel.read(octets, 0);
      String text = new String(octets.array(), 0, octets.position(), StandardCharsets.UTF_8);
      Matcher note = NOTE.matcher(text.strip());
      return note.matches() && note.group(2).equals(machine)
          ? OptionalLong.of(Long.parseLong(note.group(1)))
          : OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes who has the directory now. */
  public void note(long server, String machine) {
    if (alone) {
      try {
        byte[] text = (server + " " + machine + "\n").getBytes(StandardCharsets.UTF_8);
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
