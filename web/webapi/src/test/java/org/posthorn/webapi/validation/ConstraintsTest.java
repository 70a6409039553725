package org.posthorn.webapi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.webapi.body.TestBinding;

class ConstraintsTest {
  /** A member for each constraint. */
  public record Constrained(
      Optional<@ValidMailAddress String> address,
      @QuotaLimit OptionalLong limit,
      Optional<@IsoDuration String> duration,
      Optional<@TextLength(min = 2, max = 3) String> text) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"address\":\"jörg@müller.test\",\"limit\":-1,\"duration\":\"PT0S\",\"text\":\"ab\"}",
        "{\"address\":\"a/b@a.test\",\"limit\":0,\"duration\":\"P1D\",\"text\":\"\uD83D\uDCEF\uD83D\uDCEF\uD83D\uDCEF\"}",
      })
  void whatIsRightPasses(String json) {
    assertThat(TestBinding.bind(json, Constrained.class).violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"address\":\"ann\"}",
        "{\"address\":\"\"}",
        "{\"address\":\"ann@a.test\\r\\nX: y\"}",
        "{\"limit\":-2}",
        "{\"duration\":\"7 days\"}",
        "{\"duration\":\"-PT1S\"}",
        "{\"text\":\"a\"}",
        "{\"text\":\"abcd\"}",
        "{\"text\":\"\uD83D\uDCEF\"}",
      })
  void whatIsWrongDoesNot(String json) {
    assertThat(TestBinding.bind(json, Constrained.class).violations()).hasSize(1);
  }
}
