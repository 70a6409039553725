package org.posthorn.content.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/** New files of segments that did not get the name of the old one: a server was killed. */
final class OrphanedSegments {
  private static final Duration OLD = Duration.ofHours(1); // a living server writes all the time

  private OrphanedSegments() {}

  /** A name for the new file of a segment, which nobody takes for a segment. */
  static Path name(Path segment) {
    return segment.resolveSibling(segment.getFileName() + "." + UUID.randomUUID() + ".new");
  }

  /** Deletes those that nobody writes to any more. */
  static void delete(Path directory) throws IOException {
    Instant before = Instant.now().minus(OLD);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(OrphanedSegments::isOne).toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isOne(Path file) {
    return file.getFileName().toString().matches("[0-9a-f]{8}\\.seg\\.[0-9a-f-]{36}\\.new");
  }
}
