package org.posthorn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher knows every key that the code reads and the documents name. */
class KnownKeysTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern READ =
      Pattern.compile(
          "(?:@ConfigProperty\\(\\s*name = |getOptionalValue\\(\\s*|getValue\\(\\s*)"
              + "\"(posthorn\\.[a-z0-9.-]+[a-z0-9])\"");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(posthorn\\.[a-z0-9.-]+[a-z0-9])` \\|", Pattern.MULTILINE);

  @Test
  void allThatTheCodeReads() throws IOException {
    Set<String> read = new HashSet<>();
    for (String module : List.of("connectors", "ejb", "web")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
        for (Path file : files.filter(KnownKeysTest::isSource).toList()) {
          collect(READ, Files.readString(file), read);
        }
      }
    }
    assertThat(read).hasSizeGreaterThan(30);
    assertThat(refused(read)).isEmpty();
  }

  @Test
  void allThatTheDocumentsName() throws IOException {
    Set<String> named = new HashSet<>();
    collect(ROW, Files.readString(ROOT.resolve("docs/operate.md")), named);
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(refused(named)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example.com|0",
        "x@a.test , bücher.example|0",
        "*.example.com|1",
        ".example.com|1",
        "a..test|1",
        "x@|1",
        "a.test,*.b.test|1"
      })
  void whoGetsNoReportsIsNamedWithoutPatterns(String excluded, int sentences) {
    Properties file = new Properties();
    file.setProperty("posthorn.reports.dmarc-excluded", excluded);
    assertThat(sentences(file)).hasSize(sentences);
  }

  private static boolean isSource(Path file) {
    String path = file.toString();
    return path.endsWith(".java") && path.contains("/src/main/");
  }

  private static void collect(Pattern pattern, String text, Set<String> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
  }

  private static List<String> refused(Set<String> keys) {
    Properties file = new Properties();
    keys.forEach(key -> file.setProperty(key, ""));
    return sentences(file);
  }

  private static List<String> sentences(Properties file) {
    try {
      LauncherSettings.from(new Configuration(file, new Properties(), Map.of()));
      return List.of();
    } catch (WrongConfiguration e) {
      return e.sentences();
    }
  }
}
