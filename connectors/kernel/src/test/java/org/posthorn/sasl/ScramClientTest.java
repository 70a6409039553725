package org.posthorn.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The exchanges that RFC 5802 §5 and RFC 7677 §3 show. */
class ScramClientTest {
  private final ScramClient sha256 =
      new ScramClient(ScramHash.SHA_256, "user", "pencil", "rOprNGfwEbeRWgbNEkqO");

  @Test
  void saysWhatTheRfcsShow() {
    assertThat(sha256.first()).isEqualTo("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    assertThat(
            sha256.last(
                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                    + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"))
        .contains(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    assertThat(sha256.proven("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")).isTrue();
    assertThat(sha256.proven("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=")).isFalse();
    ScramClient sha1 =
        new ScramClient(ScramHash.SHA_1, "user", "pencil", "fyko+d2lbbFgONRv9qkxdawL");
    assertThat(sha1.last("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"))
        .contains(
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
                + "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
    assertThat(sha1.proven("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")).isTrue();
  }

  @Test
  void aServerThatDoesNotKeepToItGetsNoProof() {
    assertThat(sha256.last("r=another,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")).isEmpty();
    assertThat(sha256.last("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")).isEmpty();
    assertThat(sha256.last("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=9999999"))
        .isEmpty();
    assertThat(sha256.last("e=other-error")).isEmpty();
    assertThat(sha256.proven("v=")).isFalse();
  }

  @Test
  void namesAreEscaped() {
    assertThat(new ScramClient(ScramHash.SHA_256, "a=b,c", "pencil", "x").first())
        .isEqualTo("n,,n=a=3Db=2Cc,r=x");
  }
}
