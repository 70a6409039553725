package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The word that opens the door. */
class SubjectPassTest {
  private static final Instant NOW = Past.NOW;
  private static final String BOB = "bob@shop.test";

  private final SubjectPass pass = new SubjectPass(new byte[16], Duration.ofHours(12));

  @Test
  void theWordIsGoodForItsSenderAndItsTime() {
    String subject = "Re: offer " + pass.word(BOB, NOW);
    assertThat(subject).matches("Re: offer \\(pass:[A-Za-z0-9_-]{22}\\)");
    assertThat(pass.accepts(subject, BOB, NOW)).isTrue();
    assertThat(pass.accepts(subject, BOB, NOW.plus(Duration.ofHours(11)))).isTrue();
    assertThat(pass.accepts(subject, BOB, NOW.plus(Duration.ofHours(13)))).isFalse();
    assertThat(pass.accepts(subject, BOB, NOW.minus(Duration.ofHours(1)))).isFalse();
    assertThat(pass.accepts(subject, "eve@shop.test", NOW)).isFalse();
  }

  @Test
  void aWordOfSomebodyElseIsNotGood() {
    byte[] key = {1};
    SubjectPass other = new SubjectPass(key, Duration.ofHours(12));
    assertThat(pass.accepts(other.word(BOB, NOW), BOB, NOW)).isFalse();
    assertThat(pass.accepts("(pass:AAAAAAAAAAAAAAAAAAAAAA)", BOB, NOW)).isFalse();
    assertThat(pass.accepts("", BOB, NOW)).isFalse();
  }
}
