package org.posthorn.webapi.files;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Removes, at a start, temporary files of requests that a server which was killed has left. */
@ApplicationScoped
public class LeftOverFiles {
  private static final System.Logger LOG = System.getLogger(LeftOverFiles.class.getName());

  /** Longer than any request lasts: other servers may use the same directory. */
  private static final Duration OLD = Duration.ofDays(1);

  private final Clock clock = Clock.systemUTC(); // files bear the time of day

  void started(@Observes @Initialized(ApplicationScoped.class) Object event) {
    try {
      remove(Path.of(System.getProperty("java.io.tmpdir")), clock.instant().minus(OLD));
    } catch (IOException e) { // they are only in the way
      LOG.log(System.Logger.Level.WARNING, "event=temporary-files-stay", e);
    }
  }

  /** Removes those that were last written before a moment. */
  static void remove(Path directory, Instant before) throws IOException {
    String pattern = SpooledOctets.PREFIX + "*" + SpooledOctets.SUFFIX;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, pattern)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
