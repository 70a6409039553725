package org.posthorn.mime.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MemoryContent;

class ReadableMessageTest {
  private static final String OURS =
      """
      Return-Path: <eve@example.org>
      Authentication-Results: mx.example; dkim=pass header.d=example.org; dkim=pass
       header.d=list.example; spf=pass smtp.mailfrom=eve@example.org; dmarc=pass header.from=x
      Received: from mail.example.org ([192.0.2.7])
      \tby mx.example (Posthorn) with ESMTPS id 1
      \tfor <ann@posthorn.test>;
      \tMon, 30 Nov 2026 10:00:00 +0000
      """;

  private static final String BODY =
      """
      From: "Eve =?utf-8?Q?=C3=84?=" <eve@example.org>
      To: ann@posthorn.test
      Message-ID: <2@example.org>
      In-Reply-To: <1@example.org>
      References: <0@example.org> <1@example.org>
      Date: Mon, 30 Nov 2026 11:00:00 +0100
      Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: multipart/alternative; boundary=a

      --a
      Content-Type: text/plain; charset=iso-8859-1
      Content-Transfer-Encoding: quoted-printable

      Gr=FC=DFe
      zwei
      --a
      Content-Type: text/html; charset=utf-8

      <p>Hallo
      --a--
      --b
      Content-Type: application/pdf
      Content-ID: <c1>
      Content-Disposition: attachment; filename*=utf-8''%C3%A4.pdf
      Content-Transfer-Encoding: base64

      AAECAwQ=
      --b--
      """;

  private static ReadableMessage read(String text) {
    String message = text.replace("\n", "\r\n");
    FactsReader reader = new FactsReader();
    reader.feed(ByteBuffer.wrap(message.getBytes(UTF_8)));
    return ReadableMessage.of(
        reader.finish(), new MemoryContent(message.getBytes(UTF_8), 4096), "mx.example");
  }

  @Test
  void aProgramReadsWhoWhenAndWhat() {
    ReadableMessage message = read(OURS + BODY);
    assertThat(message.from().get(0).name()).isEqualTo("Eve Ä");
    assertThat(message.from().get(0).address()).isEqualTo("eve@example.org");
    assertThat(message.messageId()).isEqualTo("<2@example.org>");
    assertThat(message.inReplyTo()).isEqualTo("<1@example.org>");
    assertThat(message.references()).containsExactly("<0@example.org>", "<1@example.org>");
    assertThat(message.date()).contains(OffsetDateTime.parse("2026-11-30T11:00:00+01:00"));
    assertThat(message.subject()).isEqualTo("Grüße");
    assertThat(message.text()).isEqualTo("Grüße\nzwei");
    assertThat(message.html()).isEqualTo("<p>Hallo");
    assertThat(message.report()).isFalse();
  }

  @Test
  void partsAreDescribedWithTheirSizeDecoded() { // RFC 2045 §6, RFC 2231
    PartOutline root = read(OURS + BODY).structure();
    assertThat(root.contentType()).isEqualTo("multipart/mixed");
    assertThat(root.parameters()).isEqualTo(Map.of("boundary", "b"));
    PartOutline plain = root.parts().get(0).parts().get(0);
    assertThat(plain.parameters()).isEqualTo(Map.of("charset", "iso-8859-1"));
    assertThat(plain.decodedSize()).isEqualTo("Gruesse..zwei".length() - 2);
    PartOutline file = root.parts().get(1);
    assertThat(file.decodedSize()).isEqualTo(5);
    assertThat(file.contentId()).isEqualTo("<c1>");
    assertThat(file.disposition()).isEqualTo("attachment");
    assertThat(file.fileName()).isEqualTo("ä.pdf");
  }

  @Test
  void whereItIsFromIsBelievedOfThisServerOnly() { // RFC 8601 §5
    Provenance ours = read(OURS + BODY).provenance();
    assertThat(ours)
        .isEqualTo(
            new Provenance(
                "eve@example.org",
                true,
                "ann@posthorn.test",
                "eve@example.org",
                true,
                java.util.List.of("example.org", "list.example"),
                "192.0.2.7",
                false));
    Provenance others =
        read(OURS.replace("Results: mx.example", "Results: evil.example") + BODY).provenance();
    assertThat(others.mailFromValidated()).isFalse();
    assertThat(others.msgFromValidated()).isFalse();
    assertThat(others.dkimVerifiedDomains()).isEmpty();
  }

  @Test
  void whatProgramsSendIsAutomated() { // RFC 3834 §2, §5
    for (String field :
        new String[] {
          "List-Id: <l.example>", "Precedence: bulk", "Auto-Submitted: auto-replied; x=1"
        }) {
      assertThat(read(OURS + field + "\n" + BODY).provenance().automated()).isTrue();
    }
    assertThat(read(OURS + "Auto-Submitted: no\n" + BODY).provenance().automated()).isFalse();
    String nobody = OURS.replace("<eve@example.org>\nAuth", "<>\nAuth");
    assertThat(read(nobody + BODY).provenance().automated()).isTrue();
  }

  @Test
  void textsAreCut() {
    String message = "Subject: x\n\n" + "x".repeat(ReadableMessage.MOST_TEXT + 10) + "\n";
    assertThat(read(message).text()).hasSize(ReadableMessage.MOST_TEXT);
  }

  @Test
  void anyOctetsAreAMessage() {
    ReadableMessage message = read("\u0000\n\n");
    assertThat(message.from()).isEmpty();
    assertThat(message.date()).isEmpty();
    assertThat(message.structure().contentType()).isEqualTo("text/plain");
  }
}
