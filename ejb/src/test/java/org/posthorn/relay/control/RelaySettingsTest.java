package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelaySettingsTest {

  @Test
  void defaultsGiveUpAfterFiveDays() { // RFC 5321 §4.5.4.1
    RelaySettings settings = RelaySettings.from(new MapConfig(Map.of()));
    assertThat(settings.port()).isEqualTo(25);
    assertThat(settings.shares())
        .isEqualTo(new SlotShares(50, 500, Duration.ofMillis(200), 20, 25, 20));
    assertThat(settings.retry().remaining(0))
        .isBetween(Duration.ofHours(119), Duration.ofHours(120));
  }

  @ParameterizedTest
  @CsvSource({
    "posthorn.relay.port,0,must be from 1 to 65535",
    "posthorn.relay.concurrency,101,must be from 1 to 100",
    "posthorn.relay.per-domain,51,must be from 1 to posthorn.relay.concurrency",
    "posthorn.relay.retry,soon,is no list of durations",
    "posthorn.relay.retry,PT0S,must be longer than nothing",
    "posthorn.relay.attempt-limit,5,must be a duration like PT30M",
    "posthorn.relay.keep-retired,PT-1S,must not be negative"
  })
  void wrongValuesGetASentence(String key, String value, String sentence) {
    assertThatThrownBy(() -> RelaySettings.from(new MapConfig(Map.of(key, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }
}
