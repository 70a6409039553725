package org.posthorn.content.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {
  @TempDir Path directory;

  @Test
  void namesThePlaceThatIsShort() {
    FreeSpace space = new FreeSpace(Long.MAX_VALUE, directory, directory.resolve("later"));
    assertThat(space.shortage()).contains(directory);
    assertThatThrownBy(space::require)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void isContentWithEnough() {
    FreeSpace space = new FreeSpace(1, directory);
    assertThatCode(space::require).doesNotThrowAnyException();
    assertThat(space.shortage()).isEmpty();
    assertThat(space.usable()).isPositive();
  }

  @Test
  void looksAtEveryDisk() { // /proc is a file system with no room at all, on Linux
    Path other = Path.of("/proc");
    if (other.toFile().exists()) {
      assertThat(new FreeSpace(1, directory, other).shortage()).contains(other);
    }
  }
}
