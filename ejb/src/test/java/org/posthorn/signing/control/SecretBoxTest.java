package org.posthorn.signing.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
  private static final byte[] SECRET = "a private key".getBytes(US_ASCII);
  private @TempDir Path directory;

  @Test
  void whatIsSealedIsOpenedByTheKeyOfTheFileOnly() {
    Path file = directory.resolve("secrets/a.key");
    byte[] sealed = SecretBox.create(file).seal("label", SECRET);
    assertThat(new String(sealed, US_ASCII)).doesNotContain("private");
    SecretBox again = SecretBox.of(file).orElseThrow();
    assertThat(again.open("label", sealed)).isEqualTo(SECRET);
    assertThat(again.seal("label", SECRET)).isNotEqualTo(sealed);
    SecretBox other = SecretBox.create(directory.resolve("b.key"));
    assertThatThrownBy(() -> other.open("label", sealed)).hasMessageContaining("another file");
    assertThatThrownBy(() -> again.open("other", sealed)).hasMessageContaining("damaged");
  }

  @Test
  void eachBitCounts() {
    SecretBox box = SecretBox.create(directory.resolve("a.key"));
    byte[] sealed = box.seal("label", SECRET);
    for (int i = 0; i < 8 * sealed.length; i++) {
      byte[] broken = sealed.clone();
      broken[i / 8] ^= (byte) (1 << i % 8);
      assertThatThrownBy(() -> box.open("label", broken)).isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> box.open("label", new byte[5])).hasMessageContaining("damaged");
  }

  @Test
  void onlyTheOwnerReadsTheFile() throws Exception {
    Path file = directory.resolve("secrets/a.key");
    SecretBox.create(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void whoComesSecondTakesTheFileOfTheFirst() throws Exception {
    Path file = directory.resolve("secrets/a.key");
    byte[] sealed = SecretBox.create(file).seal("label", SECRET);
    assertThat(SecretBox.create(file).open("label", sealed)).isEqualTo(SECRET);
    try (java.util.stream.Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileWithoutKeyIsNone() throws Exception {
    Path file = directory.resolve("a.key");
    assertThat(SecretBox.of(file)).isEmpty();
    Files.writeString(file, "c2hvcnQ=");
    assertThatThrownBy(() -> SecretBox.of(file)).hasMessageContaining("32 octets");
    Files.writeString(file, "no base64!");
    assertThatThrownBy(() -> SecretBox.of(file)).hasMessageContaining("damaged");
  }
}
