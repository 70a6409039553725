package org.posthorn.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * The server's classes as the virtual machine keeps them for itself (class data sharing): the first
 * server that ends in peace writes them, and those after it need a quarter less of the processor to
 * start.
 */
final class ClassArchive {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path DIRECTORY = TARGET.resolve("it");
  private static final Path SHARED = DIRECTORY.resolve("classes.jsa");
  private static final String QUIET = "-Xlog:disable"; // not a word about classes left out

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration WRITING_LIMIT = Duration.ofMinutes(2);

  private final Path written;
  private boolean writing;

  private ClassArchive(Path written) {
    this.written = written;
  }

  /** For one run of a server. */
  static ClassArchive of(Path data) {
    return new ClassArchive(DIRECTORY.resolve(data.getFileName() + ".jsa"));
  }

  /** What the virtual machine has to be told. */
  List<String> options() throws IOException {
    writing = !isThere();
    return writing
        ? List.of("-XX:ArchiveClassesAtExit=" + written, QUIET)
        : List.of("-XX:SharedArchiveFile=" + SHARED, QUIET);
  }

  /** How long the server may take to end. */
  Duration stopLimit() {
    return writing ? WRITING_LIMIT : STOP_LIMIT;
  }

  /** Whether there is one of this build. */
  private static boolean isThere() throws IOException {
    return Files.exists(SHARED)
        && Files.getLastModifiedTime(SHARED)
                .compareTo(Files.getLastModifiedTime(TARGET.resolve("posthorn.jar")))
            > 0;
  }

  /** What the server has written at its end is for those that come. */
  void share() throws IOException {
    if (Files.exists(written)) {
      Files.move(written, SHARED, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** A server that was refused its start has written one, too, of next to nothing. */
  void discard() throws IOException {
    Files.deleteIfExists(written);
  }
}
