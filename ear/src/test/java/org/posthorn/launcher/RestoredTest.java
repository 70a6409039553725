package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoredTest {
  @TempDir Path directory;

  @Test
  void wordIsLeftForTheNextStart() throws Exception {
    Path file = directory.resolve("p.properties");
    Files.writeString(file, "posthorn.data-dir=" + directory.resolve("data") + "\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(Posthorn.run(new String[] {"restored", "--config", file.toString()}, printed))
        .isZero();
    assertThat(directory.resolve("data/restored")).exists();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("new UIDVALIDITY");
    assertThat(Posthorn.run(new String[] {"restored", "now"}, printed)).isEqualTo(2);
  }
}
