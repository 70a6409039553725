package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminPasswordTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int run(String input, String... arguments) throws Exception {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      return Posthorn.run(arguments, new PrintStream(out, true, StandardCharsets.UTF_8));
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void samplesAreRemovedOnlyWhereTheyWouldNotBeMadeAgain() throws Exception {
    assertThat(run("", "remove-samples", "--config", file())).isEqualTo(2);
    Path word = directory.resolve("data/remove-samples");
    assertThat(word).doesNotExist();
    Files.writeString(Path.of(file()), "\nposthorn.sample=false\n", StandardOpenOption.APPEND);
    String file = directory.resolve("p.properties").toString();
    assertThat(run("", "remove-samples", "--config", file)).isZero();
    assertThat(word).exists();
  }

  private String file() throws Exception {
    Path file = directory.resolve("p.properties");
    Files.writeString(file, "posthorn.data-dir=" + directory.resolve("data") + "\n");
    return file.toString();
  }

  @Test
  void wordIsLeftForTheNextStartAndForNobodyElse() throws Exception {
    int code =
        run("a long password\n", "admin-password", "--config", file(), "ann@example.org", "-");
    assertThat(code).isZero();
    Path word = directory.resolve("data/administrator");
    assertThat(word).hasContent("ann@example.org\na long password\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(word)))
        .isEqualTo("rw-------");
  }

  @Test
  void aPasswordIsMadeUpWhereNoneIsGiven() throws Exception {
    assertThat(run("", "admin-password", "--config", file(), "ann@example.org")).isZero();
    String made = Files.readAllLines(directory.resolve("data/administrator")).get(1);
    assertThat(made).hasSize(20);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("The password is " + made);
  }

  @Test
  void withoutAnAddressNothingIsDone() throws Exception {
    assertThat(run("", "admin-password", "--config", file())).isEqualTo(2);
    assertThat(run("short\n", "admin-password", "--config", file(), "a@b.example", "-"))
        .isEqualTo(2);
    assertThat(run("", "no-such-command")).isEqualTo(2);
    assertThat(directory.resolve("data/administrator")).doesNotExist();
  }
}
