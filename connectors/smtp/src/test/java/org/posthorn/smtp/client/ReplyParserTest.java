package org.posthorn.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {

  private static Optional<PeerReply> parse(String text) {
    return new ReplyParser().next(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n",
        "\r\n",
        "25\r\n",
        "250hello\r\n",
        "199 x\r\n",
        "650 x\r\n",
        "250-a\r\n251 b\r\n",
        "2\u00b2\u00b20 x\r\n"
      })
  void whatIsNoReplyIsBroken(String text) {
    assertThat(parse(text)).get().extracting(PeerReply::code).isEqualTo(0);
  }

  @Test
  void linesAndRepliesAreBounded() {
    assertThat(parse("250 " + "x".repeat(2045))).get().extracting(PeerReply::code).isEqualTo(0);
    assertThat(parse("250-x\r\n".repeat(100))).get().extracting(PeerReply::code).isEqualTo(0);
    assertThat(parse("250-x\r\n".repeat(99) + "250 x\r\n"))
        .get()
        .extracting(PeerReply::code)
        .isEqualTo(250);
  }

  @Test
  void theEnhancedCodeMustFitTheClass() { // RFC 2034 §4
    assertThat(parse("550 5.1.1 x\r\n").orElseThrow().status()).isEqualTo("5.1.1");
    assertThat(parse("550 5.1.1\r\n").orElseThrow().status()).isEqualTo("5.1.1");
    assertThat(parse("550 4.1.1 x\r\n").orElseThrow().status()).isEqualTo("5.0.0");
    assertThat(parse("550 5.1.1x\r\n").orElseThrow().status()).isEqualTo("5.0.0");
    assertThat(parse("450\r\n").orElseThrow().status()).isEqualTo("4.0.0");
  }

  @Test
  void textIsReadableAndShort() {
    PeerReply reply = parse("550-a\u0007b\tc\r\n550 " + "\u00e4".repeat(2000) + "\n").orElseThrow();
    assertThat(reply.text()).startsWith("550 a?b c ??").hasSize(500);
  }

  @Test
  void anyOctetsEndInAValue() {
    Random random = new Random(7);
    for (int run = 0; run < 2000; run++) {
      byte[] octets = new byte[300];
      for (int i = 0; i < octets.length; i++) {
        octets[i] = (byte) "0123456789 -\r\nabc\u00ff".charAt(random.nextInt(18));
      }
      ReplyParser parser = new ReplyParser();
      ByteBuffer buffer = ByteBuffer.wrap(octets);
      boolean good = true;
      while (good) {
        good = parser.next(buffer).filter(reply -> reply.code() >= 200).isPresent();
      }
      assertThat(parser.next(buffer)).isEmpty();
    }
  }
}
