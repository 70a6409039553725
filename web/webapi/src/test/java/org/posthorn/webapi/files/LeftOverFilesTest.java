package org.posthorn.webapi.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftOverFilesTest {

  @Test
  void onlyOldFilesOfRequestsAreRemoved(@TempDir Path directory) throws IOException {
    Instant now = Instant.parse("2026-11-30T12:00:00Z");
    Path old = file(directory, "posthorn-api1.part", now.minusSeconds(1));
    Path fresh = file(directory, "posthorn-api2.part", now.plusSeconds(1));
    Path other = file(directory, "posthorn1.part", now.minusSeconds(1));
    LeftOverFiles.remove(directory, now);
    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
    assertThat(other).exists();
  }

  private static Path file(Path directory, String name, Instant written) throws IOException {
    Path file = Files.createFile(directory.resolve(name));
    Files.setLastModifiedTime(file, FileTime.from(written));
    return file;
  }
}
