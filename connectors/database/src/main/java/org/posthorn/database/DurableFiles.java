package org.posthorn.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.hsqldb.lib.EventLogInterface;
import org.hsqldb.lib.FileAccess;
import org.posthorn.kernel.DataFiles;

/**
 * The files of the embedded database, whose names are as durable as what is in them: what was
 * created, renamed or removed is so after a power cut too, before the database goes on. HSQLDB's
 * own access leaves names to the system, and so loses commits after a checkpoint.
 *
 * <p>What fails here is thrown unchecked, because HSQLDB logs an {@link IOException} and goes on as
 * if all were well.
 */
class DurableFiles implements FileAccess {

  @Override
  public InputStream openInputStreamElement(String name) throws IOException {
    return Files.newInputStream(Path.of(name));
  }

  @Override
  public OutputStream openOutputStreamElement(String name) throws IOException {
    return open(name, false);
  }

  @Override
  public OutputStream openOutputStreamElementAppend(String name) throws IOException {
    return open(name, true);
  }

  private DurableOutput open(String name, boolean append) throws IOException {
    Path file = Path.of(name);
    if (Files.notExists(file)) {
      Files.createFile(file, DataFiles.ownerOnly(file));
    }
    return new DurableOutput(file, append, () -> sync(directory(file)));
  }

  @Override
  public boolean isStreamElement(String name) {
    return Files.exists(Path.of(name));
  }

  @Override
  public void createParentDirs(String name) {
    try {
      DataFiles.createDirectories(directory(Path.of(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean removeElement(String name) {
    Path file = Path.of(name);
    try {
      if (Files.deleteIfExists(file)) {
        sync(directory(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  @Override
  public boolean renameElement(String from, String to) {
    Path target = Path.of(to);
    try {
      Files.move(
          Path.of(from),
          target,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      sync(directory(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  @Override
  public boolean renameElementOrCopy(String from, String to, EventLogInterface logger) {
    return renameElement(from, to);
  }

  @Override
  public FileSync getFileSync(OutputStream stream) {
    return ((DurableOutput) stream)::sync;
  }

  /** Makes durable which names a directory has. */
  void sync(Path directory) throws IOException {
    DataFiles.sync(directory);
  }

  private static Path directory(Path file) {
    Path above = file.toAbsolutePath().getParent();
    return above == null ? file : above;
  }
}
