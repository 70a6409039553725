package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Messages with NUL in them, which no literal has. RFC 3516 §4, RFC 9051 §9. */
class NulTest {
  private final FakeStore store = new FakeStore();
  private final Talk talk = Talk.selected(store);

  private String append(String message) {
    int size = message.getBytes(ISO_8859_1).length;
    assertThat(talk.say("a APPEND INBOX ~{" + size + "+}\r\n" + message))
        .last()
        .asString()
        .startsWith("a OK [APPENDUID");
    int last = store.view(store.id("INBOX")).orElseThrow().size() - 1;
    long id = store.view(store.id("INBOX")).orElseThrow().contentId(last);
    return new String(store.message(id).octets(), ISO_8859_1);
  }

  private static String base64(String text) {
    return Base64.getMimeEncoder().encodeToString(text.getBytes(ISO_8859_1));
  }

  @Test
  void bodyIsGivenEncodedAndBinaryAsItCame() { // RFC 3516 §4.4
    String body = "he\u0000llo\r\n".repeat(40);
    String kept =
        append(
            "Subject: x\r\nContent-Transfer-Encoding:\r\n binary\r\nContent-Type: image/x\r\n\r\n"
                + body);
    assertThat(kept)
        .isEqualTo(
            "Subject: x\r\nContent-Type: image/x\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + base64(body));
    assertThat(talk.say("b FETCH 1 (BODY[1] BODYSTRUCTURE)"))
        .contains(base64("he\u0000llo\r\n".repeat(40)).substring(0, 76))
        .noneMatch(line -> line.contains("\u0000"))
        .anyMatch(line -> line.contains("\"base64\""));
    assertThat(talk.say("c FETCH 1 BINARY.SIZE[1]").get(0))
        .isEqualTo("* 1 FETCH (BINARY.SIZE[1] " + body.length() + ")");
    assertThat(String.join("\r\n", talk.say("d FETCH 1 BINARY.PEEK[1]")))
        .startsWith("* 1 FETCH (BINARY[1] ~{" + body.length() + "}\r\n" + body + ")");
  }

  @Test
  void literalsAreEncodedToo() { // RFC 9051 §9: a client that does not keep to it
    talk.say("a APPEND INBOX {17+}\r\nSubject: x\r\n\r\na\u0000b");
    assertThat(String.join("\r\n", talk.say("b FETCH 1 BODY.PEEK[]")))
        .contains("Content-Transfer-Encoding: base64\r\n\r\n" + base64("a\u0000b"));
    assertThat(talk.say("c FETCH 1 BINARY.PEEK[1]").get(1)).startsWith("a\u0000b");
  }

  @Test
  void noLiteralHasNulWhateverTheMessage() { // RFC 9051 §9, CHAR8
    append("Subject: a\u0000\r\nX\u0000: y");
    String head = "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    append(head + "\u0000\r\n--b\r\n\r\nx\r\n--b--\r\n");
    for (String item :
        new String[] {
          "BODY.PEEK[]",
          "BODY.PEEK[HEADER]",
          "BODY.PEEK[HEADER.FIELDS (SUBJECT)]",
          "RFC822",
          "ENVELOPE",
          "BODYSTRUCTURE",
          "BODY.PEEK[TEXT]<0.10>",
          "PREVIEW",
          "BODY.PEEK[HEADER]<8.9>"
        }) {
      assertThat(talk.say("b FETCH 1:2 " + item))
          .as(item)
          .noneMatch(line -> line.contains("\u0000"))
          .last()
          .asString()
          .startsWith("b OK");
    }
    assertThat(String.join("\r\n", talk.say("c FETCH 2 BODY.PEEK[TEXT]<0.4>")))
        .contains("BODY[TEXT]<0> {4}\r\n\uFFFD\r\n-)");
  }

  @Test
  void onlyPartsWithNulAreEncoded() { // RFC 3516 §4.4
    String head = "Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n--b\r\n\r\n";
    String text = "plain\r\n--b\r\n";
    String binary = "a\u0000b";
    String nested = "\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n";
    String encoding = "content-transfer-encoding: 8bit\r\n\r\n";
    String inner = nested + encoding;
    assertThat(append(head + text + "\r\n" + binary + inner + binary + "\r\n--b--\r\nend"))
        .isEqualTo(
            head
                + text
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + base64(binary)
                + nested
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + base64(binary)
                + "\r\n--b--\r\nend");
  }

  @Test
  void withoutNulEveryOctetIsKept() {
    String message = "Content-Transfer-Encoding: binary\r\n\r\n\u0001\u0002\r\n\r";
    assertThat(append(message)).isEqualTo(message);
    String inPreamble =
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n\u0000\r\n--b\r\n\r\nx\r\n--b--\r\n";
    assertThat(append(inPreamble)).isEqualTo(inPreamble);
    String noBodyStart = "Subject: x\u0000";
    assertThat(append(noBodyStart)).isEqualTo(noBodyStart);
  }

  @Test
  void largeBodiesAreEncodedPieceByPiece() {
    String body = "\u0000".repeat(7000);
    assertThat(append("X: y\r\n\r\n" + body))
        .isEqualTo("X: y\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(body));
  }

  @Test
  void messageOfTwoIsItsOwn() { // RFC 3502
    assertThat(talk.say("a APPEND INBOX ~{5+}\r\n\r\na\u0000b ~{5+}\r\n\r\nabc")).hasSize(2);
    assertThat(talk.say("b FETCH 2 RFC822.SIZE").get(0)).isEqualTo("* 2 FETCH (RFC822.SIZE 5)");
  }

  @Test
  void catenatedPartsCount() { // RFC 4469 §4
    talk.say("a APPEND INBOX CATENATE (TEXT {8+}\r\nX: y\r\n\r\n TEXT ~{3+}\r\na\u0000b)");
    assertThat(talk.say("b FETCH 1 BODY[1]").get(0)).isEqualTo("* 1 FETCH (BODY[1] {4}");
  }

  @Test
  void fullDiskIsSaid() {
    store.sinkRoom(20);
    assertThat(talk.say("a APPEND INBOX ~{11+}\r\nX: y\r\n\r\na\u0000b").get(0)).startsWith("a NO");
    assertThat(talk.say("b NOOP")).hasSize(1);
  }
}
