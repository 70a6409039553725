package org.posthorn.mime.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordTokensTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello, World!|[hello, world]",
        "caf\u00e9 CAFE\u0301 cafe|[cafe, cafe, cafe]",
        "a-b_c 4711x|[a, b, c, 4711x]",
        "...|[]",
        "\u6628\u65e5\u306e\u663c\u98df|[\u6628\u65e5, \u65e5\u306e, \u306e\u663c, \u663c\u98df]",
        "ok \u98df ok|[ok, \u98df, ok]",
        "ab\u663c\u98df|[ab, \u663c\u98df]",
        "\ufb01nal \u212a2|[final, k2]",
      })
  void areRunsOfLettersAndDigits(String text, String words) {
    assertThat(WordTokens.of(text, 100)).hasToString(words);
  }

  @ParameterizedTest
  @CsvSource({"50,40", "10,10"})
  void longOnesEnd(int length, int kept) {
    assertThat(WordTokens.of("x".repeat(length) + " y", 100))
        .containsExactly("x".repeat(kept), "y");
    assertThat(WordTokens.of("y ".repeat(length), 5)).hasSize(5);
  }
}
