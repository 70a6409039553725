package org.posthorn.webapi.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NestingTest {
  @Test
  void depthIsCountedOutsideTexts() {
    assertThat(tooDeep("[".repeat(Nesting.MOST) + "]".repeat(Nesting.MOST))).isFalse();
    assertThat(tooDeep("[".repeat(10_000))).isTrue();
    assertThat(tooDeep("{\"a\":".repeat(10_000))).isTrue();
    assertThat(tooDeep("{\"a\":\"" + "[".repeat(100) + "\\\"" + "{".repeat(100) + "\"}")).isFalse();
    assertThat(tooDeep("[{}],".repeat(1_000))).isFalse();
    assertThat(tooDeep("\"\\")).isFalse();
  }

  @Test
  void valuesAreCountedOutsideTexts() {
    String many = "0,".repeat(Nesting.MOST_VALUES);
    assertThat(tooMany("[" + many + "0]")).isTrue();
    assertThat(tooMany("[" + "{},".repeat(Nesting.MOST_VALUES / 2) + "{}]")).isTrue();
    assertThat(tooMany("[\"" + many + "\\\"[,\"]")).isFalse();
  }

  private static boolean tooMany(String json) {
    return Nesting.tooMany(json.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean tooDeep(String json) {
    return Nesting.tooDeep(json.getBytes(StandardCharsets.UTF_8));
  }
}
