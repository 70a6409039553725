package org.posthorn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageWatchTest {
  private long now = -5;
  private final OutageWatch watch = new OutageWatch(() -> now);

  @Test
  void whatWorksIsNotSpokenOf() {
    assertThat(watch.worked()).isEmpty();
    assertThat(watch.away()).isFalse();
  }

  @Test
  void oneLineAtTheBeginningOneEachMinuteOneAtTheEnd() {
    assertThat(watch.failed()).contains("event=outage");
    for (int i = 0; i < 59; i++) {
      pass(1);
      assertThat(watch.failed()).isEmpty();
    }
    pass(1);
    assertThat(watch.failed()).contains("event=outage-lasts seconds=60 failures=61");
    assertThat(watch.failed()).isEmpty();
    pass(5);
    assertThat(watch.away()).isTrue();
    assertThat(watch.worked()).contains("event=outage-over seconds=65 failures=62");
    assertThat(watch.worked()).isEmpty();
  }

  @Test
  void theNextOneIsCountedAnew() {
    watch.failed();
    watch.worked();
    assertThat(watch.failed()).contains("event=outage");
    assertThat(watch.worked()).contains("event=outage-over seconds=0 failures=1");
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }
}
