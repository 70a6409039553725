package org.posthorn.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Programs written by others, when the machine has them. Without one the test that wants it is
 * skipped; with {@code POSTHORN_CI} in the environment it fails.
 */
final class Programs {
  private static final Path FOLDER = Path.of("/usr/bin");
  private static final Map<String, String> PACKAGES =
      Map.of(
          "mbsync", "isync",
          "offlineimap", "offlineimap3",
          "node", "nodejs",
          "script", "bsdutils",
          "opendkim-genkey", "opendkim-tools",
          "smtp-sink", "postfix");

  private Programs() {}

  /** Ends the test when a program is not there, and says which Debian package has it. */
  static void need(Path program) {
    String name = program.getFileName().toString();
    need(
        Files.isExecutable(program),
        name + " is not installed; Debian's package is " + PACKAGES.getOrDefault(name, name));
  }

  /** Ends the test when the machine lacks something. */
  static void need(boolean there, String complaint) {
    if (System.getenv("POSTHORN_CI") == null) {
      assumeTrue(there, complaint);
    } else {
      assertThat(there).as(complaint).isTrue();
    }
  }

  /** Runs a program to its good end and gives its output; a test without the program is skipped. */
  static String run(String program, String... arguments) throws IOException, InterruptedException {
    return runIn(Path.of(""), program, arguments);
  }

  /** The same in a folder, which is its home, too. */
  static String runIn(Path home, String program, String... arguments)
      throws IOException, InterruptedException {
    need(FOLDER.resolve(program));
    String[] command = new String[arguments.length + 1];
    command[0] = FOLDER.resolve(program).toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toAbsolutePath().toFile())
            .redirectInput(new File("/dev/null")) // nobody is there to be asked
            .redirectErrorStream(true);
    if (!home.equals(Path.of(""))) {
      builder.environment().put("HOME", home.toString());
    }
    return goodEnd(program, builder);
  }

  /** Runs what is built to its good end and gives its output. */
  static String goodEnd(String name, ProcessBuilder builder)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(name, ".log");
    try {
      Process process = builder.redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(1, TimeUnit.MINUTES);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      String text = Files.readString(output, ISO_8859_1);
      assertThat(ended && process.exitValue() == 0).as("%s: %s", name, text).isTrue();
      return text;
    } finally {
      Files.delete(output);
    }
  }
}
