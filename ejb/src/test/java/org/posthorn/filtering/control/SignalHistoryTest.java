package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a row remembers of a signal. */
class SignalHistoryTest {
  private static Judged judged(int second, boolean junk, boolean proved) {
    return new Judged(Instant.ofEpochSecond(second), junk, proved, -second);
  }

  @Test
  void theLatestComeFirstAndAreReadAgain() {
    SignalHistory history =
        SignalHistory.NONE
            .with(1, judged(10, true, false))
            .with(2, judged(30, false, true))
            .with(3, judged(20, true, true));
    assertThat(SignalHistory.read(history.octets()).messages())
        .containsExactly(judged(30, false, true), judged(20, true, true), judged(10, true, false));
    assertThat(history.latest()).isEqualTo(Instant.ofEpochSecond(30));
  }

  @Test
  void aMessageIsThereOnce() {
    SignalHistory history =
        SignalHistory.NONE.with(1, judged(10, true, false)).with(1, judged(10, false, false));
    assertThat(history.messages()).containsExactly(judged(10, false, false));
    assertThat(history.without(1).isEmpty()).isTrue();
  }

  @Test
  void forgedMailPushesNoProvedMailOut() {
    SignalHistory history = SignalHistory.NONE.with(1, judged(1, false, true));
    for (int i = 2; i < 200; i++) {
      history = history.with(i, judged(i, true, false));
    }
    assertThat(history.messages()).hasSize(History.MOST + 1).contains(judged(1, false, true));
  }
}
