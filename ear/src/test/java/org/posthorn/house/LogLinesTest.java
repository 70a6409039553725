package org.posthorn.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lines of the log are found by their event, which stands first. */
class LogLinesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINE =
      Pattern.compile(
          "(?:\\blog\\(\\s*[\\w.]+,|Failures\\.tell\\(\\s*\\w+,(?:\\s*[\\w.()]+,)?)"
              + "\\s*(?:\\(\\) ->\\s*)?\"([^\"]*)\"",
          Pattern.CASE_INSENSITIVE);

  @Test
  void allBeginWithTheirEvent() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String module : List.of("connectors", "ejb", "web", "ear")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
        for (Path file : files.filter(LogLinesTest::isSource).toList()) {
          Matcher matcher = LINE.matcher(Files.readString(file));
          while (matcher.find()) {
            lines.add(file.getFileName() + ": " + matcher.group(1));
          }
        }
      }
    }
    assertThat(lines).hasSizeGreaterThan(80).allMatch(line -> line.contains(": event="));
  }

  private static boolean isSource(Path file) {
    String path = file.toString();
    return path.endsWith(".java") && path.contains("/src/main/");
  }
}
