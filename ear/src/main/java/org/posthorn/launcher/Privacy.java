package org.posthorn.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps mail, keys and passwords from other users of the machine: 0700 and 0600. */
final class Privacy {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private Privacy() {}

  /** Creates what is missing of a directory; what is new is the owner's alone, and durable. */
  static void create(Path directory) throws IOException {
    Path above = directory.toAbsolutePath().getParent();
    if (above == null || Files.isDirectory(directory)) {
      return;
    }
    create(above);
    Files.createDirectory(directory, attributes(directory, "rwx------"));
    sync(above);
  }

  /**
   * Takes from others what they may do with a directory and all below, where it is not the owner's
   * alone already.
   *
   * @return a sentence when that could not be done
   */
  static Optional<String> restore(Path directory) throws IOException {
    if (!isPosix(directory) || isPrivate(directory)) {
      return Optional.empty(); // what is below cannot be reached by others
    }
    AtomicInteger left = new AtomicInteger();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
            return visit(each);
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
            return attributes.isSymbolicLink() ? FileVisitResult.CONTINUE : visit(each);
          }

          @Override
          public FileVisitResult visitFileFailed(Path each, IOException e) {
            left.incrementAndGet();
            return FileVisitResult.CONTINUE;
          }

          private FileVisitResult visit(Path each) {
            try {
              restrict(each);
            } catch (IOException e) {
              left.incrementAndGet();
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return left.get() == 0
        ? Optional.empty()
        : Optional.of(
            "Warning: others can read in "
                + directory
                + ", and this user may not change that for "
                + left
                + " files: chmod -R go= them.");
  }

  private static void restrict(Path file) throws IOException {
    Set<PosixFilePermission> now = Files.getPosixFilePermissions(file);
    if (!OWNER.containsAll(now)) {
      Set<PosixFilePermission> kept = EnumSet.copyOf(OWNER);
      kept.retainAll(now);
      Files.setPosixFilePermissions(file, kept);
    }
  }

  private static boolean isPrivate(Path directory) throws IOException {
    return OWNER.containsAll(Files.getPosixFilePermissions(directory));
  }

  /** Gives a file its content, whole and durable, for the directory's owner alone. */
  static void write(Path file, String text) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    try (FileChannel channel =
        FileChannel.open(
            beside,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(file))) {
      ByteBuffer octets = StandardCharsets.UTF_8.encode(text);
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    }
    Path above = Objects.requireNonNull(file.toAbsolutePath().getParent());
    UserPrincipal owner = Files.getOwner(above);
    if (!owner.equals(Files.getOwner(beside))) {
      Files.setOwner(beside, owner); // root writes what the server's user is to read
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(above);
  }

  /** With what a file is to be created, so that nobody else ever reads it. */
  static FileAttribute<?>[] ownerOnly(Path file) {
    return attributes(file, "rw-------");
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
