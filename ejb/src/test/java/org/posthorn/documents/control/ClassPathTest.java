package org.posthorn.documents.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
  private static final String NAME = "org/a/B.class";

  private @TempDir Path directory;

  @Test
  void jarsAndDirectoriesAreTakenWhereTheyAre() throws Exception {
    assertThat(place("jar:file:/opt/a%20b/lib/x.jar!/")).isEqualTo(Path.of("/opt/a b/lib/x.jar"));
    assertThat(place("file:/srv/target/classes/")).isEqualTo(Path.of("/srv/target/classes"));
  }

  private Path place(String start) throws IOException {
    return ClassPath.place(start + NAME, NAME, directory);
  }

  @Test
  void jarsWithinOthersAreCopied() throws Exception {
    byte[] octets = {1, 2, 3};
    Path outer = directory.resolve("outer.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(outer))) {
      zip.putNextEntry(new ZipEntry("MICRO-INF/lib/inner.jar"));
      zip.write(octets);
    }
    for (int times = 0; times < 2; times++) {
      Path copy = place("jar:" + outer.toUri() + "!/MICRO-INF/lib/inner.jar!/");
      assertThat(copy).isEqualTo(directory.resolve("inner.jar")).hasBinaryContent(octets);
    }
    assertThat(directory.toFile().list()).hasSize(2);
  }

  @Test
  void otherPlacesAreRefused() {
    assertThatThrownBy(() -> place("vfs:/x.jar/")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> place("jar:file:/none.jar!/lib/x.jar!/"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void allThatTheReaderNeedsIsFound() throws Exception {
    String path = ClassPath.of(ClassPath.class.getClassLoader(), directory);
    assertThat(path.split(File.pathSeparator)).hasSize(5).allMatch(each -> new File(each).exists());
  }
}
