package org.posthorn.database;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that the embedded database writes. After a failure it takes nothing more: the system
 * reports a failed write once, and what follows a hole would be read as something else. A file
 * stream, not a channel, because an interrupt closes a channel.
 */
final class DurableOutput extends FileOutputStream {
  private static final System.Logger LOG = System.getLogger(DurableOutput.class.getName());

  private final Path file;
  private final Names names;
  private boolean named; // whether the file's name is durable; guarded by this
  private @Nullable IOException failure; // guarded by this

  /** Makes durable which names the directory of the file has. */
  interface Names {
    void sync() throws IOException;
  }

  DurableOutput(Path file, boolean append, Names names) throws IOException {
    super(file.toFile(), append);
    this.file = file;
    this.names = names;
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet});
  }

  @Override
  public void write(byte[] octets) {
    write(octets, 0, octets.length);
  }

  @Override
  public synchronized void write(byte[] octets, int offset, int length) {
    demand();
    try {
      super.write(octets, offset, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Returns when all that was written is durable, the file's name included. */
  synchronized void sync() {
    demand();
    try {
      getFD().sync();
      if (!named) {
        names.sync();
        named = true;
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void demand() {
    if (failure != null) {
      throw new UncheckedIOException(file + " could not be written before", failure);
    }
  }

  private UncheckedIOException failed(IOException e) {
    failure = e;
    LOG.log(
        System.Logger.Level.ERROR,
        "event=database-write-failed file="
            + file
            + " advice=\"look after the disk, then restart: nothing is written until then\" cause="
            + e);
    return new UncheckedIOException(e);
  }
}
