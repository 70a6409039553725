package org.posthorn.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The server's classes as the virtual machine keeps them for itself (class data sharing): the first
 * server that ends in peace writes them, and those after it need a quarter less of the processor to
 * start.
 */
final class ClassArchive {
  private static final Path DIRECTORY = Path.of("target", "it").toAbsolutePath();
  private static final String QUIET = "-Xlog:disable"; // not a word about classes left out

  private final Path written;

  private ClassArchive(Path written) {
    this.written = written;
  }

  /** For one run of a server. */
  static ClassArchive of(Path data) {
    return new ClassArchive(DIRECTORY.resolve(data.getFileName() + ".jsa"));
  }

  /** What the virtual machine has to be told. */
  List<String> options() throws IOException {
    return Files.exists(shared())
        ? List.of("-XX:SharedArchiveFile=" + shared(), QUIET)
        : List.of("-XX:ArchiveClassesAtExit=" + written, QUIET);
  }

  /** What the server has written at its end is for those that come. */
  void share() throws IOException {
    if (Files.exists(written)) {
      Files.move(written, shared(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** It fits one build of the server. */
  private static Path shared() throws IOException {
    Path jar = Path.of("target", "posthorn.jar").toAbsolutePath();
    return DIRECTORY.resolve("classes-" + Files.getLastModifiedTime(jar).toMillis() + ".jsa");
  }
}
