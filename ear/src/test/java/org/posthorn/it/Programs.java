package org.posthorn.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Programs written by others, when the machine has them. */
final class Programs {
  private static final Path FOLDER = Path.of("/usr/bin");

  private Programs() {}

  /** Runs a program to its good end and gives its output; a test without the program is skipped. */
  static String run(String program, String... arguments) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(FOLDER.resolve(program)), program + " is not installed");
    Path output = Files.createTempFile(program, ".log");
    try {
      String[] command = new String[arguments.length + 1];
      command[0] = FOLDER.resolve(program).toString();
      System.arraycopy(arguments, 0, command, 1, arguments.length);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null")) // nobody is there to be asked
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(1, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      String text = Files.readString(output, ISO_8859_1);
      assertThat(ended && process.exitValue() == 0).as("%s: %s", program, text).isTrue();
      return text;
    } finally {
      Files.delete(output);
    }
  }
}
