package org.posthorn.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The data directory, in the hands of this process alone until it ends. */
final class DataDirectory {
  /** What the parts of a server lock for themselves; earlier builds lost the lock of the whole. */
  private static final List<String> PARTS =
      List.of(
          "db/posthorn.lck",
          "broker/journal/server.lock",
          "broker/journal/serverlock.1",
          "broker/journal/serverlock.2");

  /** Keeps the lock: the garbage collector closes a channel that nobody refers to. */
  private static @Nullable DataDirectory occupied; // guarded by the class

  private final Path path;
  private final FileLock lock;
  private final Optional<String> warning;

  private DataDirectory(Path path, FileLock lock, Optional<String> warning) {
    this.path = path;
    this.lock = lock;
    this.warning = warning;
  }

  /**
   * Creates the directory where it is missing, locks it for as long as this process lives, keeps
   * others from reading it, and clears its {@code tmp}.
   *
   * @throws WrongConfiguration when it cannot be used, or another server uses it
   */
  static synchronized DataDirectory occupy(Path path) throws WrongConfiguration {
    try {
      if (occupied == null || !occupied.path.equals(path)) { // else it would lose its lock here
        Privacy.create(path);
        Optional<FileLock> lock = lock(path.resolve("lock"));
        if (lock.isPresent() && isFree(path)) {
          DataDirectory data = new DataDirectory(path, lock.get(), Privacy.restore(path));
          data.clearTemporary();
          occupied = data;
          return data;
        }
        if (lock.isPresent()) {
          lock.get().acquiredBy().close();
        }
      }
    } catch (UncheckedIOException e) {
      throw unusable(path, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unusable(path, e);
    }
    throw new WrongConfiguration(
        Configuration.DATA_DIRECTORY + " is \"" + path + "\", but another server is using it.");
  }

  private static WrongConfiguration unusable(Path path, IOException cause) {
    return new WrongConfiguration(
        Configuration.DATA_DIRECTORY
            + " is \""
            + path
            + "\", but cannot be used: "
            + AccessProblem.of(path, cause)
            + ".");
  }

  private static Optional<FileLock> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            Privacy.ownerOnly(file));
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
    }
    return Optional.ofNullable(lock);
  }

  private static boolean isFree(Path path) throws IOException {
    for (String part : PARTS) {
      if (Files.exists(path.resolve(part))) {
        Optional<FileLock> lock = lock(path.resolve(part));
        if (lock.isEmpty()) {
          return false;
        }
        lock.get().acquiredBy().close();
      }
    }
    return true;
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

  /** What the operator had better know of it. */
  Optional<String> warning() {
    return warning;
  }

  private void clearTemporary() throws IOException {
    if (Files.exists(temporary())) {
      try (Stream<Path> old = Files.walk(temporary())) {
        for (Path each : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    Privacy.create(temporary());
  }
}
