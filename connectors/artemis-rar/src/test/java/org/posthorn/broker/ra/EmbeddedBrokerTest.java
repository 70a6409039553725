package org.posthorn.broker.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir Path data;

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aJournalInUseEndsTheStartWithASentence() throws Exception {
    Path journal = data.resolve("broker");
    BrokerSettings settings = TestBroker.in(journal);
    EmbeddedBroker first = EmbeddedBroker.start(settings, Duration.ofSeconds(1));
    try {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)))
          .isEqualTo("rwx------");
      assertThatThrownBy(() -> EmbeddedBroker.start(settings, Duration.ofMillis(500)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("another server uses the journal " + journal);
    } finally {
      first.stop();
    }
  }
}
