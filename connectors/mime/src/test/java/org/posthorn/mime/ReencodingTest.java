package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.BodyGauge;
import org.posthorn.kernel.Content;

class ReencodingTest {

  private static Optional<String> to(Body target, String message) {
    return Reencoding.of(new MemoryContent(message.getBytes(ISO_8859_1), 1_000), target)
        .map(ReencodingTest::text);
  }

  private static String text(Content content) {
    ByteBuffer all = ByteBuffer.allocate((int) content.size());
    while (all.hasRemaining() && content.read(all.position(), all) > 0) {}
    return new String(all.array(), 0, all.position(), ISO_8859_1);
  }

  @Test
  void aPartThatDoesNotFitIsEncodedAndTheOthersStay() {
    String message =
        """
        Subject: two
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b
        Content-Transfer-Encoding: binary

        --b
        Content-Type: text/plain

        plain
        --b
        Content-Type: application/octet-stream
        Content-Transfer-Encoding: BINARY
        Content-Description: octets

        \u0000\u0001\r\u00ff
        --b
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: 8bit

        M\u00fcller
        --b--
        """
            .replace("\n", "\r\n");
    String encoded = Base64.getEncoder().encodeToString("\0\1\r\u00ff".getBytes(ISO_8859_1));
    String eight =
        message
            .replace("Encoding: binary\r\n", "Encoding: 8bit\r\n")
            .replace("Content-Transfer-Encoding: BINARY\r\n", "")
            .replace("octets\r\n", "octets\r\nContent-Transfer-Encoding: base64\r\n")
            .replace("\0\1\r\u00ff", encoded);
    assertThat(to(Body.EIGHT_BIT, message)).contains(eight);
    assertThat(to(Body.SEVEN_BIT, message))
        .contains(
            eight
                .replace("Encoding: 8bit\r\n\r\n--b", "Encoding: 7bit\r\n\r\n--b")
                .replace("Encoding: 8bit\r\n\r\nM", "Encoding: base64\r\n\r\nM")
                .replace("M\u00fcller", "TfxsbGVy"));
  }

  @Test
  void messagesWithinAreOpened() { // RFC 2046 §5.2.1: they have no encoding of their own
    String head = "MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n";
    String added = "MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n";
    assertThat(to(Body.SEVEN_BIT, head + "\r\nna\u00efve\r\n"))
        .contains(head + added + "\r\nbmHvdmUNCg==");
  }

  @Test
  void signaturesAreNotBroken() { // RFC 1847 §2.1, RFC 6376 §5.3
    String signed =
        "MIME-Version: 1.0\r\nContent-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\nX\r\n--b--\r\n";
    assertThat(to(Body.SEVEN_BIT, signed)).contains(signed);
    assertThat(to(Body.SEVEN_BIT, signed.replace("X", "\u00fc"))).isEmpty();
    assertThat(to(Body.EIGHT_BIT, signed.replace("X", "\u00fc"))).isPresent();
    assertThat(to(Body.EIGHT_BIT, signed.replace("X", "a\nb"))).isEmpty();
    String sealed = "DKIM-Signature: v=1\r\nSubject: s\r\n\r\nX\r\n";
    assertThat(to(Body.SEVEN_BIT, sealed.replace("X", "\u00fc"))).isEmpty();
    assertThat(to(Body.SEVEN_BIT, sealed.replace("X", "a\nb"))).isPresent(); // no way but this
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: message/partial; id=1; number=1",
        "Content-Type: multipart/mixed", // without boundary
        "Content-Type: message/external-body"
      })
  void whatHasNoEncodingOfItsOwnIsNotEncoded(String type) { // RFC 2045 §6.4
    assertThat(to(Body.EIGHT_BIT, "MIME-Version: 1.0\r\n" + type + "\r\n\r\na\nb\r\n")).isEmpty();
  }

  @Test
  void whatIsEncodedAlreadyStays() {
    String message = "MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n\r\nQQ==\nQg==\n";
    assertThat(to(Body.SEVEN_BIT, message)).contains(message);
  }

  @Test
  void unknownStructureIsNotTouched() {
    String deep = "Content-Type: message/rfc822\r\n\r\n".repeat(60) + "\r\na\nb";
    assertThat(to(Body.EIGHT_BIT, deep)).isEmpty();
    String many =
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\na\nb\r\n".repeat(1_200);
    assertThat(to(Body.EIGHT_BIT, many)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 56, 57, 58, 113, 114, 115, 14_592, 14_593, 100_000})
  void anyOctetsComeOutAgain(int length) {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    octets[0] = 0;
    String body = new String(octets, ISO_8859_1);
    String start = "MIME-Version: 1.0\r\nContent-Type: image/png\r\n";
    Content result =
        Reencoding.of(
                new MemoryContent((start + "\r\n" + body).getBytes(ISO_8859_1), 777),
                Body.SEVEN_BIT)
            .orElseThrow();
    String text = text(result);
    String header = start + "Content-Transfer-Encoding: base64\r\n\r\n";
    assertThat(text).startsWith(header).hasSize((int) result.size());
    String encoded = text.substring(header.length());
    assertThat(encoded)
        .isEqualTo(Base64.getMimeEncoder().encodeToString(octets)); // lines of 76, RFC 2045 §6.8
    BodyGauge gauge = new BodyGauge();
    gauge.add(text.getBytes(ISO_8859_1), 0, text.length());
    assertThat(gauge.needed()).isEqualTo(Body.SEVEN_BIT);
    for (int at = 0; at < Math.min(400, text.length()); at += 7) { // read from anywhere
      ByteBuffer some = ByteBuffer.allocate(Math.min(100, text.length() - at));
      while (some.hasRemaining()) {
        result.read(at + some.position(), some);
      }
      assertThat(new String(some.array(), ISO_8859_1))
          .isEqualTo(text.substring(at, at + some.capacity()));
    }
  }

  @Test
  void linesThatAreTooLongNeedBinary() { // RFC 2045 §2.7
    assertThat(gauge("x".repeat(998) + "\r\n")).isEqualTo(Body.SEVEN_BIT);
    assertThat(gauge("x".repeat(999) + "\r\n")).isEqualTo(Body.BINARY);
    assertThat(gauge("x".repeat(998))).isEqualTo(Body.SEVEN_BIT);
    assertThat(gauge("a\r")).isEqualTo(Body.BINARY);
    assertThat(gauge("a\r\r\n")).isEqualTo(Body.BINARY);
    assertThat(gauge("\u00e4\r\n")).isEqualTo(Body.EIGHT_BIT);
  }

  private static Body gauge(String text) {
    BodyGauge gauge = new BodyGauge();
    gauge.add(text.getBytes(ISO_8859_1), 0, text.length());
    return gauge.needed();
  }
}
