package org.posthorn.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** The data directory, in the hands of this process alone until it ends. */
final class DataDirectory {
  private final Path path;
  private final FileLock lock;

  private DataDirectory(Path path, FileLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Creates the directory where it is missing, locks it, and clears its {@code tmp}.
   *
   * @throws WrongConfiguration when it cannot be used, or another server uses it
   */
  static DataDirectory occupy(Path path) throws WrongConfiguration {
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        DataDirectory data = new DataDirectory(path, lock);
        data.clearTemporary();
        return data;
      }
      channel.close();
    } catch (IOException | UncheckedIOException e) {
      throw new WrongConfiguration(
          Configuration.DATA_DIRECTORY + " is \"" + path + "\", but cannot be used: " + e);
    } catch (OverlappingFileLockException e) {
      // said below
    }
    throw new WrongConfiguration(
        Configuration.DATA_DIRECTORY + " is \"" + path + "\", but another server is using it.");
  }

  Path path() {
    return path;
  }

  /** A directory whose content nobody misses after a restart. */
  Path temporary() {
    return path.resolve("tmp");
  }

  /** Whether this process still holds the directory. */
  boolean held() {
    return lock.isValid();
  }

  private void clearTemporary() throws IOException {
    if (Files.exists(temporary())) {
      try (Stream<Path> old = Files.walk(temporary())) {
        for (Path each : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    Files.createDirectories(temporary());
  }
}
