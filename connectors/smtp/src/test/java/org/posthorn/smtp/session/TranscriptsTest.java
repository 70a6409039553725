package org.posthorn.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testkit.MemorySink.State;
import org.posthorn.testkit.Transcript;

/** Plays each file below {@code transcripts/}; its folder names the role. */
class TranscriptsTest {

  static Stream<String> scripts() throws IOException, URISyntaxException {
    URI root = Objects.requireNonNull(TranscriptsTest.class.getResource("/transcripts")).toURI();
    Path folder = Path.of(root);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void plays(String script) {
    String role = script.substring(0, script.indexOf('/')).toUpperCase(Locale.ROOT);
    Listener listener = new Listener(Role.valueOf(role));
    Transcript.file(TranscriptsTest.class, "/transcripts/" + script)
        .with("host", Listener.HOST)
        .play(connection -> listener.connect());
    assertThat(listener.failures).isEmpty();
    assertThat(listener.house.sinks).noneMatch(sink -> sink.state() == State.OPEN);
  }
}
