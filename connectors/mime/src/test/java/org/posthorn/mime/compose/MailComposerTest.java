package org.posthorn.mime.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.HeaderField;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessagePart;

class MailComposerTest {
  private static final MailAddress ANN = new MailAddress("Ann Holm", "ann", "posthorn.test");
  private static final MailAddress UMLAUT =
      new MailAddress("Jörg, der Große", "joerg", "bücher.example");
  private static final MailAddress HIDDEN = new MailAddress("", "eve", "example.org");

  private static ComposedMail mail(
      String subject,
      String text,
      Optional<String> html,
      List<OutgoingPart> pictures,
      List<OutgoingPart> files) {
    return new ComposedMail(
        List.of(ANN),
        List.of(),
        List.of(UMLAUT),
        List.of(),
        List.of(HIDDEN),
        subject,
        ZonedDateTime.parse("2026-11-29T10:20:30+01:00"),
        "<1@posthorn.test>",
        List.of("<0@example.org>"),
        List.of("<a@example.org>", "<0@example.org>"),
        text,
        html,
        pictures,
        files,
        Map.of("X-Priority", "1"));
  }

  private static String write(ComposedMail mail, boolean bcc) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      MailComposer.write(mail, bcc, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(UTF_8);
  }

  private static MessageFacts facts(String written) {
    FactsReader reader = new FactsReader();
    reader.feed(ByteBuffer.wrap(written.getBytes(UTF_8)));
    return reader.finish();
  }

  private static OutgoingPart part(String name, String type, Optional<String> id, String octets) {
    return new OutgoingPart(name, type, id, out -> out.write(octets.getBytes(UTF_8)));
  }

  @Test
  void aPlainMailIsFlowedText() { // RFC 3676
    String text = "word ".repeat(30) + "end\n> quoted\n From here\n-- \nAnn\n";
    String written = write(mail("Hello", text, Optional.empty(), List.of(), List.of()), false);
    assertThat(written)
        .contains("Content-Type: text/plain; charset=utf-8; format=flowed\r\n")
        .contains("Content-Transfer-Encoding: 7bit\r\n")
        .contains("word \r\nword ")
        .contains("\r\n> quoted\r\n  From here\r\n-- \r\nAnn\r\n");
    assertThat(written.lines()).allMatch(line -> line.length() <= 78);
  }

  @Test
  void onlyTheCopyOfTheAuthorNamesHiddenRecipients() { // RFC 5322 §3.6.3
    ComposedMail mail = mail("Hello", "x", Optional.empty(), List.of(), List.of());
    assertThat(write(mail, false)).doesNotContain("eve");
    assertThat(write(mail, true)).contains("Bcc: eve@example.org\r\n");
  }

  @Test
  void whatIsNotAsciiIsEncoded() { // RFC 2047, RFC 5891
    String subject =
        "Grüße aus dem Hafen, und noch viel mehr, damit es nicht in eine Zeile passt 🐟";
    String written = write(mail(subject, "ä", Optional.empty(), List.of(), List.of()), false);
    assertThat(written).contains("<joerg@xn--bcher-kva.example>").contains("=C3=A4");
    assertThat(written.chars()).allMatch(c -> c < 128);
    MessageFacts facts = facts(written);
    assertThat(facts.subject()).contains(subject);
    assertThat(facts.header().addresses(HeaderField.TO).get(0).name()).isEqualTo("Jörg, der Große");
  }

  @Test
  void noValueBeginsAnotherField() {
    ComposedMail mail =
        mail("x\r\nBcc: eve@example.org\r\n\r\nbody", "x", Optional.empty(), List.of(), List.of());
    assertThat(write(mail, false)).doesNotContain("\r\nBcc").contains("Subject: x  Bcc");
  }

  @Test
  void htmlStandsBesideTextWithItsPictures() { // RFC 2046 §5.1.4, RFC 2387
    String written =
        write(
            mail(
                "x",
                "text",
                Optional.of("<p>ü</p><img src=\"cid:p1@x\">"),
                List.of(part("p.png", "image/png", Optional.of("p1@x"), "PNG")),
                List.of(
                    part("Rechnung für Müller.pdf", "application/pdf", Optional.empty(), "PDF"))),
            false);
    MessagePart root = facts(written).root();
    assertThat(root.mediaType()).isEqualTo("multipart/mixed");
    MessagePart alternative = root.children().get(0);
    assertThat(alternative.mediaType()).isEqualTo("multipart/alternative");
    assertThat(alternative.children().get(0).mediaType()).isEqualTo("text/plain");
    MessagePart related = alternative.children().get(1);
    assertThat(related.mediaType()).isEqualTo("multipart/related");
    assertThat(related.children().get(1).contentId().orElseThrow()).contains("p1@x");
    assertThat(root.children().get(1).fileName()).contains("Rechnung für Müller.pdf");
  }

  @Test
  void longNamesOfFilesAreContinued() { // RFC 2231 §3
    String name =
        "Ein sehr langer Name mit Umlauten äöü, der nicht in eine Zeile passt.txt".repeat(2);
    String written =
        write(
            mail(
                "x",
                "x",
                Optional.empty(),
                List.of(),
                List.of(part(name, "text/plain", Optional.empty(), "x"))),
            false);
    assertThat(written).contains("filename*0*=utf-8''Ein").contains("filename*1*=");
    assertThat(facts(written).root().children().get(1).fileName()).contains(name);
  }

  @Test
  void aFileIsReadWhileItIsWritten() {
    String octets = "x".repeat(1000);
    String written =
        write(
            mail(
                "x",
                "x",
                Optional.empty(),
                List.of(),
                List.of(part("a", "multipart/evil", Optional.empty(), octets))),
            false);
    assertThat(written).contains("Content-Type: application/octet-stream");
    assertThat(written.lines()).allMatch(line -> line.length() <= 78);
  }

  @Test
  void repliesNameWhatTheyAnswer() { // RFC 5322 §3.6.4
    assertThat(write(mail("x", "x", Optional.empty(), List.of(), List.of()), false))
        .contains("In-Reply-To: <0@example.org>\r\n")
        .contains("References: <a@example.org> <0@example.org>\r\n")
        .contains("Date: Sun, 29 Nov 2026 10:20:30 +0100\r\n")
        .contains("X-Priority: 1\r\n");
  }
}
