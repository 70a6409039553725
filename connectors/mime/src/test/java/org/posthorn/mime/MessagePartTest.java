package org.posthorn.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.mime.Samples.facts;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages and other protocols can ask of facts without knowing their stored form. */
class MessagePartTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filename=\"plain.pdf\"|plain.pdf",
        "filename*=utf-8''%C3%A4%20b.pdf; filename=a.pdf|\u00e4 b.pdf",
        "filename*0*=utf-8''%C3%A4; filename*1=\"-1.pdf\"|\u00e4-1.pdf",
        "filename=\"=?utf-8?q?=C3=A4.pdf?=\"|\u00e4.pdf",
        "size=3|named.pdf",
        "filename=\" \"|named.pdf",
      })
  void fileNamesAreDecoded(String parameters, String name) { // RFC 2231, RFC 2047
    MessagePart part =
        facts(
                "Content-Type: application/pdf; name=named.pdf\nContent-Disposition: ATTACHMENT; "
                    + parameters
                    + "\n\nx\n")
            .root();
    assertThat(part.fileName()).contains(name);
    assertThat(part.calledAttachment()).isTrue();
  }

  @Test
  void partsTellWhatTheirHeadersSay() {
    MessagePart part =
        facts(
                """
                Content-Type: IMAGE/PNG
                Content-ID: <i@x>
                Content-Language: de, en
                Content-Description: =?utf-8?q?=C3=A4?=
                Content-Location: http://x.example
                Content-MD5: Q2hlY2s=
                Content-Transfer-Encoding: BASE64

                AAAA
                """)
            .root();
    assertThat(part.mediaType()).isEqualTo("image/png");
    assertThat(part.contentId()).contains("i@x");
    assertThat(part.languages()).containsExactly("de", "en");
    assertThat(part.description()).contains("\u00e4");
    assertThat(part.location()).contains("http://x.example");
    assertThat(part.md5()).contains("Q2hlY2s=");
    assertThat(part.encoding()).isEqualTo("base64");
    assertThat(part.number()).isEqualTo("1");
    assertThat(part.body().length()).isEqualTo(6);
    assertThat(part.fileName()).isEmpty();
  }

  @Test
  void partsAreATreeWithNumbers() { // RFC 9051 §6.4.5.1
    MessageFacts facts = facts(Samples.corpus("forwarded-message-in-mixed"));
    assertThat(facts.root().all().map(part -> part.number() + " " + part.mediaType()))
        .containsExactly(
            " multipart/mixed",
            "1 text/plain",
            "2 message/rfc822",
            "2 multipart/alternative",
            "2.1 text/plain",
            "2.2 text/html");
    MessagePart message = facts.root().children().get(1);
    assertThat(message.message().orElseThrow().text(HeaderField.SUBJECT)).contains("inner");
    assertThat(message.fileName()).contains("akte \u20ac.eml");
    facts
        .parts()
        .forEach(
            leaf ->
                assertThat(facts.root().all())
                    .anyMatch(
                        part ->
                            part.number().equals(leaf.path())
                                && part.body().equals(new Section(leaf.offset(), leaf.length()))));
  }

  @Test
  void addressesAreDecodedAndKeepTheirGroups() { // RFC 8621 §4.1.2.4
    MessageHeader header =
        facts(
                """
                To: =?utf-8?q?J=C3=B6rg?= <j@x>, Team: "B, C" <b@x>, c@x;, d
                Cc: Nobody:;
                From: a@x
                Reply-To: a@x

                """)
            .header();
    assertThat(header.groups(HeaderField.TO))
        .containsExactly(
            new AddressGroup(Optional.empty(), List.of(new MailAddress("J\u00f6rg", "j", "x"))),
            new AddressGroup(
                Optional.of("Team"),
                List.of(new MailAddress("B, C", "b", "x"), new MailAddress("", "c", "x"))),
            new AddressGroup(Optional.empty(), List.of(new MailAddress("", "d", ""))));
    assertThat(header.groups(HeaderField.CC))
        .containsExactly(new AddressGroup(Optional.of("Nobody"), List.of()));
    assertThat(header.addresses(HeaderField.REPLY_TO))
        .containsExactly(new MailAddress("", "a", "x"));
    assertThat(header.has(HeaderField.SENDER)).isFalse();
    assertThat(header.addresses(HeaderField.SENDER)).isEmpty();
    assertThat(header.addresses(HeaderField.TO)).extracting(MailAddress::address).contains("d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "List-Id: \"A list\" <list.b.example>|list.b.example",
        "List-Id: list.b.example|list.b.example",
        "List-Id: <>|none",
        "X: y|none",
      })
  void listIdIsWhatStandsInBrackets(String field, String id) { // RFC 2919 §2
    assertThat(facts(field + "\n\n").listId().orElse("none")).isEqualTo(id);
  }

  @Test
  void headersOfMessagesInsideAreRead() {
    MessagePart message =
        facts(
                """
                Content-Type: message/rfc822

                From: "A \\"B\\"" <a@x>
                Subject: JÃ¶rg
                To: b@x
                Message-ID: <1@x>
                In-Reply-To: <2@x> <3@x>
                Date: Tue, 14 Nov 2023 10:00:00 +0100

                x
                """)
            .root();
    MessageHeader header = message.message().orElseThrow();
    assertThat(header.addresses(HeaderField.FROM))
        .containsExactly(new MailAddress("A \"B\"", "a", "x"));
    assertThat(header.text(HeaderField.SUBJECT)).contains("Jörg");
    assertThat(header.has(HeaderField.SENDER)).isFalse();
    assertThat(header.addresses(HeaderField.REPLY_TO)).isEmpty();
    assertThat(header.messageIds(HeaderField.IN_REPLY_TO)).containsExactly("2@x", "3@x");
    assertThat(header.date().orElseThrow().epochSecond()).isEqualTo(1_699_952_400L);
    assertThat(message.number()).isEqualTo("1");
    assertThat(message.children().get(0).number()).isEqualTo("1.1");
    assertThat(message.lines()).isEqualTo(8);
  }

  @Test
  void charsetIsTheOneThatIsNamed() {
    MessagePart part = facts("Content-Type: text/plain; format=flowed\n\nx\n").root();
    assertThat(part.charset()).isEmpty();
    assertThat(part.parameter("charset")).isEmpty();
    assertThat(part.parameter("format")).contains("flowed");
    assertThat(facts("Content-Type: text/plain; charset=US-ASCII\n\nx\n").root().charset())
        .isEqualTo("us-ascii");
    assertThat(part.lines()).isEqualTo(1);
  }

  @Test
  void aClosedMessageIsALeaf() {
    MessagePart part =
        facts(
                """
                Content-Type: message/rfc822
                Content-Transfer-Encoding: base64
                Content-Language: de

                AAAA
                """)
            .root();
    assertThat(part.kind()).isEqualTo(MessagePart.Kind.LEAF);
    assertThat(part.children()).isEmpty();
    assertThat(part.lines()).isEqualTo(1);
    assertThat(part.languages()).containsExactly("de");
  }

  @Test
  void senderAndReplyToThatAreAsFromAreKnown() { // RFC 8621 §4.1.3
    MessageHeader header = facts("From: a@x\nSender: a@x\nBcc:\n\n").header();
    assertThat(header.addresses(HeaderField.SENDER)).hasSize(1);
    assertThat(header.has(HeaderField.BCC)).isTrue();
    assertThat(header.has(HeaderField.REPLY_TO)).isFalse();
  }

  private static String multipart(String type, String... headers) {
    StringBuilder message =
        new StringBuilder("Content-Type: multipart/" + type + "; boundary=b\n\n");
    for (String header : headers) {
      message.append("--b\n").append(header.replace(';', '\n')).append("\n\nx\n");
    }
    return message.append("--b--\n").toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mixed|Content-Type: application/pdf|true",
        "mixed|Content-Type: text/plain|false",
        "mixed|Content-Disposition: attachment|true",
        "mixed|Content-Type: image/jpeg;Content-Disposition: inline|true",
        "mixed|Content-Type: message/rfc822|true",
        "mixed|Content-Type: application/pkcs7-signature|false",
        "mixed|Content-Disposition: inline,filename=a.txt|true",
        "related|Content-Type: image/png;Content-ID: <i@x>|false",
        "related|Content-Type: image/png;Content-Disposition: inline|false",
        "related|Content-Type: image/png;Content-ID: <i@x>;Content-Disposition: attachment|false",
        "related|Content-Type: application/pdf;Content-Disposition: attachment|true",
        "alternative|Content-Type: text/calendar|false",
        "alternative|Content-Type: text/calendar;Content-Disposition: attachment|true",
        "signed|Content-Type: application/pgp-signature|false",
        "report|Content-Type: message/rfc822|false",
        "encrypted|Content-Type: application/octet-stream|false",
      })
  void paperClipIsForWhatWouldBeSavedAsAFile(String type, String second, boolean attachment) {
    String header = second.replace("inline,", "inline; ").replace("inline; ", "inline\u0001 ");
    String message = multipart(type, "Content-Type: text/plain", header).replace('\u0001', ';');
    assertThat(facts(message).hasAttachment()).isEqualTo(attachment);
  }

  @Test
  void partsOfAForwardedMessageAreNotAttachmentsOfThisOne() {
    String inner = multipart("mixed", "Content-Type: application/pdf");
    assertThat(facts("Content-Type: message/rfc822\n\n" + inner).hasAttachment()).isTrue();
    String report = multipart("report", "Content-Type: text/plain", "Content-Type: message/rfc822");
    assertThat(facts(report.replace("rfc822\n\nx\n", "rfc822\n\n" + inner)).hasAttachment())
        .isFalse();
    assertThat(facts("Content-Type: application/pdf\n\n%PDF\n").hasAttachment()).isTrue();
    assertThat(facts("Subject: x\n\ntext\n").hasAttachment()).isFalse();
  }
}
