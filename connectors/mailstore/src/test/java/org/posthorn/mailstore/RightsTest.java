package org.posthorn.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RightsTest {
  @ParameterizedTest
  @CsvSource({
    "lrswida, lrswitea, lrswitead", // RFC 4314 §2.1.1, the examples
    "lrswikda, lrswiktea, lrswikteacd",
    "c, kx, kxc",
    "ccxk, kx, kxc",
    "e, e, ed",
    "'', '', ''",
    "aetxkpiwsrl, lrswipkxtea, lrswipkxteacd"
  })
  void obsoleteRightsStandForOthersAndAreShownWithThem(String read, String kept, String shown) {
    Rights rights = Rights.parse(read).orElseThrow();
    assertThat(rights.letters()).isEqualTo(kept);
    assertThat(rights.shown()).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"L", "lrQ", "q", "lr0", "l r", "-l", "\u00e9", "n"})
  void whatIsNoRightIsRefused(String letters) { // RFC 4314 §3.1
    assertThat(Rights.parse(letters)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"lr, 0, 0", "s, 1, 0", "t, 8, 0", "w, 22, 1", "swt, 31, 1", "rst, 9, 0"})
  void eachRightLetsSetItsFlags(String letters, int system, int keywords) { // RFC 4314 §4
    Flags all = new Flags(31, List.of("$Junk"));
    Flags settable = Rights.parse(letters).orElseThrow().settable(all);
    assertThat(settable.system()).isEqualTo(system);
    assertThat(settable.keywords()).hasSize(keywords);
  }

  @Test
  void setsAreJoinedAndParted() {
    Rights some = Rights.parse("lrs").orElseThrow();
    assertThat(some.plus(Rights.parse("si").orElseThrow()).letters()).isEqualTo("lrsi");
    assertThat(some.minus(Rights.parse("si").orElseThrow()).letters()).isEqualTo("lr");
    assertThat(Rights.ALL.hasAll(some)).isTrue();
    assertThat(some.hasAny(Rights.ALL)).isTrue();
    assertThat(some.hasAny(Rights.of(Rights.Right.EXPUNGE))).isFalse();
  }
}
