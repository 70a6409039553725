package org.posthorn.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files and directories that are there after a power cut and that nobody else can read. A
 * name is durable only after a sync of the directory that it stands in.
 */
public final class DataFiles {
  private DataFiles() {}

  /** Makes durable which names a directory has. */
  public static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Creates what is missing of a directory and those above it, for the owner alone; durable. */
  public static void createDirectories(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      return;
    }
    Path above = absolute.getParent();
    if (above != null) {
      createDirectories(above);
    }
    try {
      Files.createDirectory(absolute, attributes(absolute.getFileSystem(), "rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(absolute)) {
        throw e;
      }
    }
    if (above != null) {
      sync(above);
    }
  }

  /** With what a file is to be created, so that only its owner can read it, from the beginning. */
  public static FileAttribute<?>[] ownerOnly(Path file) {
    return attributes(file.getFileSystem(), "rw-------");
  }

  /**
   * Gives a file new content, for the owner alone. Whenever the power is cut, the file has the old
   * content or the new, whole.
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside); // of a server that was killed; its permissions may be others
    try (FileChannel channel =
        FileChannel.open(
            beside,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(beside))) {
      ByteBuffer octets = ByteBuffer.wrap(content);
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      sync(directory);
    }
  }

  private static FileAttribute<?>[] attributes(FileSystem files, String permissions) {
    return files.supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
