package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path parent;

  /** Run as a process of its own: occupies a directory, or locks a file, until its input ends. */
  public static void main(String[] arguments) throws Exception {
    Path path = Path.of(arguments[1]);
    if (arguments[0].equals("file")) {
      try (FileChannel channel =
              FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        await(lock.isValid());
      }
    } else {
      DataDirectory.occupy(path); // as the server does: the result goes
      for (int i = 0; i < 3; i++) {
        System.gc();
        Thread.sleep(50); // another thread closes the channel of a lock that is lost
      }
      await(true);
    }
  }

  private static void await(boolean locked) throws IOException {
    System.out.write(locked ? '.' : '?');
    System.out.flush();
    System.in.readAllBytes(); // the test ends this process
  }

  private static Process other(String what, Path path) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DataDirectoryTest.class.getName(),
                what,
                path.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    InputStream out = process.getInputStream();
    assertThat(out.read()).isEqualTo('.');
    return process;
  }

  private static void assertInUse(Path data) {
    assertThatThrownBy(() -> DataDirectory.occupy(data))
        .isInstanceOf(WrongConfiguration.class)
        .hasMessageEndingWith("but another server is using it.");
  }

  @Test
  void theLockIsHeldForAsLongAsTheProcessLives() throws Exception {
    Path data = parent.resolve("data");
    Process other = other("directory", data);
    Path open = Files.createFile(data.resolve("tmp").resolve("open"));
    assertInUse(data);
    assertThat(open).exists();
    other.destroyForcibly().waitFor();
    DataDirectory mine = DataDirectory.occupy(data);
    assertThat(mine.held()).isTrue();
    assertThat(open).doesNotExist();
    assertInUse(data); // in the same process
  }

  /** A server of an earlier build, which has lost the lock of the whole. */
  @Test
  void aBrokerThatRunsThereKeepsTheDirectory() throws Exception {
    Path data = Files.createDirectory(parent.resolve("data"));
    Files.createDirectories(data.resolve("broker/journal"));
    Path open = Files.createFile(Files.createDirectory(data.resolve("tmp")).resolve("open"));
    Process other = other("file", data.resolve("broker/journal/serverlock.1"));
    assertInUse(data);
    assertThat(open).exists();
    other.destroyForcibly().waitFor();
    assertThat(DataDirectory.occupy(data).held()).isTrue();
  }

  @Test
  void nobodyElseReadsWhatIsNewOrWasThere() throws Exception {
    Path data = parent.resolve("above/data");
    DataDirectory.occupy(data);
    assertThat(permissions(data)).isEqualTo("rwx------");
    assertThat(permissions(data.resolve("tmp"))).isEqualTo("rwx------");

    Path old = Files.createDirectory(parent.resolve("old"), of("rwxr-xr-x"));
    Path below = Files.createDirectory(old.resolve("db"), of("rwxr-xr-x"));
    Path file = Files.createFile(below.resolve("posthorn.data"), of("rw-r--r--"));
    DataDirectory data2 = DataDirectory.occupy(old);
    assertThat(data2.warning()).isEmpty();
    assertThat(permissions(old)).isEqualTo("rwx------");
    assertThat(permissions(below)).isEqualTo("rwx------");
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  private static FileAttribute<?> of(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
