package org.posthorn.restores.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.posthorn.kernel.DataFiles;

/** The marks of servers beside the messages: a file for each, named after its number. */
public final class MarkFiles {
  private static final System.Logger LOG = System.getLogger(MarkFiles.class.getName());

  private final Path directory;

  /** Those in a directory, which need not exist. */
  public MarkFiles(Path directory) {
    this.directory = directory;
  }

  /** All marks, by the number of the server. */
  public Map<Long, Long> read() {
    Map<Long, Long> marks = new HashMap<>();
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (name.matches("[0-9]{1,18}")) {
        read(file, Long.parseLong(name), marks);
      }
    }
    return marks;
  }

  private List<Path> files() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Path file, long node, Map<Long, Long> marks) {
    try {
      marks.put(node, Long.parseLong(Files.readString(file).strip()));
    } catch (NumberFormatException e) {
      LOG.log(System.Logger.Level.WARNING, "event=server-mark-unreadable file={0}", file);
    } catch (NoSuchFileException exchanged) { // by its server, just now
      LOG.log(System.Logger.Level.DEBUG, "event=server-mark-gone", exchanged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets the mark of a server, durably. */
  public void delete(long node) {
    try {
      if (Files.deleteIfExists(directory.resolve(Long.toString(node)))) {
        DataFiles.sync(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes the mark of a server, durably. */
  public void write(long node, long mark) {
    try {
      DataFiles.createDirectories(directory);
      DataFiles.replace(
          directory.resolve(Long.toString(node)),
          (mark + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
