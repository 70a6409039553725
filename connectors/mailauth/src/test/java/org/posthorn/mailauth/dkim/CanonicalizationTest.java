package org.posthorn.mailauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.mailauth.dkim.Canonicalization.RELAXED;
import static org.posthorn.mailauth.dkim.Canonicalization.SIMPLE;
import static org.posthorn.mailauth.dkim.PublishedKeys.octets;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CanonicalizationTest {

  private static byte[] hash(Canonicalization form, String body, int cut) {
    BodyHasher hasher = new BodyHasher(form, OptionalLong.empty());
    byte[] all = octets(body);
    hasher.feed(ByteBuffer.wrap(all, 0, cut));
    hasher.feed(ByteBuffer.wrap(all, cut, all.length - cut));
    return hasher.finish();
  }

  private static void same(Canonicalization form, String body, String canonical) {
    for (int cut = 0; cut <= body.length(); cut++) {
      assertThat(hash(form, body, cut))
          .as("cut at %d", cut)
          .isEqualTo(Digests.sha256().digest(octets(canonical)));
    }
  }

  @Test
  void bodiesOfTheRfcsExample() { // RFC 6376 §3.4.5
    String body = " C \r\nD \t E\r\n\r\n\r\n";
    same(RELAXED, body, " C\r\nD E\r\n");
    same(SIMPLE, body, " C \r\nD \t E\r\n");
  }

  @Test
  void emptyBodiesHaveTheHashesOfTheRfc() { // RFC 6376 §3.4.3, §3.4.4
    assertThat(Base64.getEncoder().encodeToString(hash(SIMPLE, "", 0)))
        .isEqualTo("frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=");
    assertThat(Base64.getEncoder().encodeToString(hash(RELAXED, "", 0)))
        .isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    same(RELAXED, " \r\n\t\r\n", "");
    same(SIMPLE, "\r\n\r\n", "\r\n");
  }

  @Test
  void anOpenLineIsEnded() {
    same(RELAXED, "a \t", "a\r\n");
    same(SIMPLE, "a ", "a \r\n");
  }

  @Test
  void aloneCrAndLfEndNoLine() {
    same(SIMPLE, "a\rb\nc\r\r\n\r\n", "a\rb\nc\r\r\n");
    same(RELAXED, "a \r b\n \r\n\r", "a \r b\n\r\n\r\r\n");
  }

  @Test
  void fieldsOfTheRfcsExample() { // RFC 6376 §3.4.5
    assertThat(RELAXED.field("A: X")).isEqualTo("a:X");
    assertThat(RELAXED.field("B : Y\t\r\n\tZ  ")).isEqualTo("b:Y Z");
    assertThat(SIMPLE.field("B : Y\t\r\n\tZ  ")).isEqualTo("B : Y\t\r\n\tZ  ");
    assertThat(RELAXED.field("Empty: \r\n ")).isEqualTo("empty:");
  }

  @Test
  void octetsBeyondAsciiStayAsTheyAre() {
    assertThat(RELAXED.field("Subject: \u00e4\u00a0 \u0085"))
        .isEqualTo("subject:\u00e4\u00a0 \u0085");
    same(RELAXED, "\u00e4 \u00a0\r\n", "\u00e4 \u00a0\r\n");
  }

  @Test
  void onlyTheFirstOctetsCountWhereALengthIsGiven() {
    BodyHasher hasher = new BodyHasher(RELAXED, OptionalLong.of(3));
    hasher.feed(ByteBuffer.wrap(octets("ab  \r\ncd\r\n")));
    assertThat(hasher.finish()).isEqualTo(Digests.sha256().digest(octets("ab\r")));
    assertThat(hasher.length()).isEqualTo(8);
  }

  @Test
  void linesAreEndedAsDataDoes() {
    for (int cut = 0; cut <= 9; cut++) {
      StringBuilder seen = new StringBuilder();
      CrlfLines lines =
          new CrlfLines(
              octets -> {
                while (octets.hasRemaining()) {
                  seen.append((char) octets.get());
                }
              });
      byte[] all = octets("a\rb\nc\r\nd\r");
      lines.feed(ByteBuffer.wrap(all, 0, cut));
      lines.feed(ByteBuffer.wrap(all, cut, all.length - cut));
      lines.finish();
      assertThat(seen.toString()).as("cut at %d", cut).isEqualTo("a\r\nb\r\nc\r\nd\r\n");
    }
  }
}
