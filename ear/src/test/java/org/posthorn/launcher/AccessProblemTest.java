package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last line of starts that are refused before anything has started. */
class AccessProblemTest {
  @TempDir Path directory;

  @Test
  void whoMayNotReadAFileIsToldWhoseItIs() throws Exception {
    Path key =
        Files.createFile(
            directory.resolve("key.pem"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String owner = Files.getOwner(key).getName();
    assertThat(AccessProblem.of(key, new AccessDeniedException(key.toString())))
        .startsWith("the user " + System.getProperty("user.name") + " may not use " + key)
        .contains("owner " + owner)
        .endsWith("mode rw-------)");
  }

  @Test
  void whatCannotBeSeenIsInADirectoryThatCan() {
    Path hidden = directory.resolve("tls/key.pem");
    assertThat(AccessProblem.of(hidden, new AccessDeniedException(hidden.toString())))
        .contains("may not use " + hidden + " (" + directory + ": owner ");
  }

  @Test
  void otherReasonsAreTheSystemsWords() {
    Path file = directory.resolve("x");
    assertThat(AccessProblem.of(file, new NoSuchFileException(file.toString())))
        .isEqualTo("there is no " + file);
    assertThat(
            AccessProblem.of(
                file, new FileSystemException(file.toString(), null, "No space left on device")))
        .isEqualTo(file + ": No space left on device");
  }

  @Test
  void aConfigurationThatIsMissingOrNoTextIsNamed() throws Exception {
    Path missing = directory.resolve("p.properties");
    assertThatThrownBy(() -> Configuration.load(Optional.of(missing)))
        .hasMessage(
            "The configuration file " + missing + " cannot be read: there is no " + missing + ".");
    Files.write(missing, new byte[] {'a', '=', (byte) 0xe4});
    assertThatThrownBy(() -> Configuration.load(Optional.of(missing)))
        .hasMessage("The configuration file " + missing + " is not in UTF-8.");
  }

  @Test
  void aDataDirectoryThatIsAFileIsNamed() throws Exception {
    Path file = Files.createFile(directory.resolve("data"));
    assertThatThrownBy(() -> DataDirectory.occupy(file.resolve("below")))
        .isInstanceOf(WrongConfiguration.class)
        .hasMessageStartingWith("posthorn.data-dir is \"" + file.resolve("below"))
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("Exception");
  }

  @Test
  void anAddressThatDoesNotResolveIsNamed() {
    Place place = new Place("mx", "posthorn.listener.mx.port", "no-such-host.invalid", 2525);
    assertThatThrownBy(() -> Places.demand(List.of(place)))
        .hasMessage(
            "posthorn.listener.mx.port is \"2525\", but no-such-host.invalid port 2525 cannot be"
                + " listened at: there is no host of that name.");
  }

  @Test
  void tlsFilesThatAreNotThereAreNoReason() throws Exception {
    TlsFiles.demand(directory);
    Files.createDirectory(directory.resolve("tls"));
    TlsFiles.demand(directory);
  }
}
