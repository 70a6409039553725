package org.posthorn.textindex.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.posthorn.kernel.DataFiles;

/** The indexes of mailboxes, each in a directory of its own; those in use are open. */
public final class OpenIndexes implements AutoCloseable {
  private final Path root;
  private final Map<Long, MailboxIndex> open = new ConcurrentHashMap<>();

  /** Indexes below a directory. */
  public OpenIndexes(Path root) {
    this.root = root;
  }

  /** The index of a mailbox; an empty one when there was none. */
  public MailboxIndex of(long mailbox) {
    return open.computeIfAbsent(
        mailbox,
        id -> {
          try {
            Path directory = path(id);
            DataFiles.createDirectories(directory);
            return new MailboxIndex(directory);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** The index of a mailbox, when it is open. */
  public Optional<MailboxIndex> opened(long mailbox) {
    return Optional.ofNullable(open.get(mailbox));
  }

  /** The mailboxes whose indexes are open. */
  public List<Long> opened() {
    return List.copyOf(open.keySet());
  }

  /** All mailboxes that have an index. */
  public List<Long> all() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(root)) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches("\\d{1,18}"))
          .map(Long::valueOf)
          .toList();
    }
  }

  /** How many octets the disk has left. */
  public long usable() throws IOException {
    DataFiles.createDirectories(root);
    return Files.getFileStore(root).getUsableSpace();
  }

  /** Closes an index; it is opened again when needed. */
  public void close(long mailbox) {
    MailboxIndex index = open.remove(mailbox);
    if (index != null) {
      index.close();
    }
  }

  /** Deletes an index, whatever is in its directory. */
  public void delete(long mailbox) throws IOException {
    close(mailbox);
    Path directory = path(mailbox);
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }

  private Path path(long mailbox) {
    return root.resolve(Long.toString(mailbox));
  }

  @Override
  public void close() {
    for (long mailbox : new ArrayList<>(open.keySet())) {
      close(mailbox);
    }
  }
}
