package org.posthorn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2idTest {

  // a vector of the reference implementation, https://github.com/P-H-C/phc-winner-argon2 test.c
  private static final String REFERENCE =
      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

  @Test
  void knowsWhatOthersComputed() {
    assertThat(Argon2id.matches(REFERENCE, "password")).isTrue();
    assertThat(Argon2id.matches(REFERENCE, "Password")).isFalse();
  }

  @Test
  void hashMatchesItsPasswordOnly() {
    String hash = Argon2id.hash("pässword", new byte[16]);
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(Argon2id.matches(hash, "pässword")).isTrue();
    assertThat(Argon2id.matches(hash, "password")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
      })
  void whatIsNoVerifierIsRefused(String text) {
    assertThatThrownBy(() -> Argon2id.matches(text, "password"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
