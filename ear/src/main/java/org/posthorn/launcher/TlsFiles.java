package org.posthorn.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Tries whether the files for TLS can be read: owner and mode are the first thing to go wrong. */
final class TlsFiles {
  private TlsFiles() {}

  /**
   * Returns when they can, or are not there.
   *
   * @throws WrongConfiguration with a sentence that names owner and mode
   */
  static void demand(Path data) throws WrongConfiguration {
    for (String name : List.of("key.pem", "certificate.pem")) {
      Path file = data.resolve("tls").resolve(name);
      demandFile(file);
    }
  }

  private static void demandFile(Path file) throws WrongConfiguration {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(Math.min(1, in.available()));
    } catch (NoSuchFileException e) {
      return; // it will be made
    } catch (IOException e) {
      throw new WrongConfiguration(
          "The TLS file " + file + " cannot be read: " + AccessProblem.of(file, e) + ".");
    }
  }
}
