package org.posthorn.broker.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteBrokerTest {
  @Test
  void aBrokerAndItsBackupAreBothKnown() {
    List<RemoteBroker> brokers = RemoteBroker.parse(settings("tcp://mq1, ssl://[::1]:7 "));
    assertThat(brokers)
        .extracting(RemoteBroker::toString)
        .containsExactly("tcp://mq1:61616", "ssl://[::1]:7");
    assertThat(brokers.get(0).parameters())
        .containsEntry("host", "mq1")
        .containsEntry("port", 61616)
        .doesNotContainKeys("sslEnabled", "trustStorePath");
    assertThat(brokers.get(1).parameters())
        .containsEntry("sslEnabled", true)
        .containsEntry("verifyHost", true)
        .containsEntry("trustStoreType", "PEMCA")
        .containsEntry("trustStorePath", "/etc/ca.pem")
        .containsEntry("keyStorePath", "/etc/client.pem");
  }

  @Test
  void whatIsNoBrokerIsRefused() {
    for (String url : List.of("", "tcp://mq1,", "http://mq1", "mq1:61616", "tcp://mq1;a=b:1")) {
      assertThatThrownBy(() -> RemoteBroker.parse(settings(url)))
          .as(url)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void passwordsAreNotShown() {
    assertThat(settings("tcp://mq1").toString()).doesNotContain("secret");
    assertThat(RemoteBroker.parse(settings("tcp://mq1")).toString()).doesNotContain("secret");
  }

  private static BrokerSettings settings(String url) {
    return new BrokerSettings(
        Optional.of(url),
        "posthorn",
        "secret",
        Optional.of(Path.of("/etc/ca.pem")),
        Optional.of(Path.of("/etc/client.pem")),
        Path.of("/data/broker"),
        Duration.ZERO,
        Duration.ZERO,
        1 << 20);
  }
}
