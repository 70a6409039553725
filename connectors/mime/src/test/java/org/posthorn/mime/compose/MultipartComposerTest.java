package org.posthorn.mime.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.compose.MultipartMail.ExtraField;

class MultipartComposerTest {
  private static final MailAddress ANN = new MailAddress("Ann", "ann", "posthorn.test");
  private static final MailAddress EVE = new MailAddress("", "eve", "example.org");

  private static String write(
      String text,
      String html,
      List<OutgoingPart> alternatives,
      List<OutgoingPart> inline,
      List<OutgoingPart> files,
      ExtraField... fields) {
    MultipartMail mail =
        new MultipartMail(
            List.of(ANN),
            Optional.empty(),
            List.of(),
            List.of(ANN),
            List.of(),
            List.of(EVE),
            "<1@posthorn.test>",
            List.of("<a@example.org>", "<b@example.org>"),
            OffsetDateTime.parse("2026-11-29T10:20:30+01:00"),
            "Grüße",
            text,
            html,
            alternatives,
            inline,
            files,
            List.of(fields));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      MultipartComposer.write(mail, false, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(UTF_8);
  }

  private static OutgoingPart part(String name, String type) {
    return new OutgoingPart(name, type, Optional.of("id"), out -> out.write("x".getBytes(UTF_8)));
  }

  private static String shape(String written) {
    FactsReader reader = new FactsReader();
    reader.feed(ByteBuffer.wrap(written.getBytes(UTF_8)));
    return shape(reader.finish().root());
  }

  private static String shape(MessagePart part) {
    return part.children().isEmpty()
        ? part.mediaType()
        : part.mediaType() + part.children().stream().map(child -> shape(child)).toList();
  }

  @Test
  void multipartsAreThereOnlyWhereTheyAreNeeded() { // RFC 2046 §5.1
    List<OutgoingPart> none = List.of();
    assertThat(shape(write("x", "", none, none, none))).isEqualTo("text/plain");
    assertThat(shape(write("", "<p>x", none, none, none))).isEqualTo("text/html");
    assertThat(shape(write("x", "<p>x", none, none, none)))
        .isEqualTo("multipart/alternative[text/plain, text/html]");
    assertThat(
            shape(
                write(
                    "x",
                    "<p>x",
                    List.of(part("", "text/calendar")),
                    List.of(part("a.png", "image/png")),
                    List.of(part("b.pdf", "application/pdf")))))
        .isEqualTo(
            "multipart/mixed[multipart/related[multipart/alternative[text/plain, text/html,"
                + " text/calendar], image/png], application/pdf]");
  }

  @Test
  void theLastReferenceIsWhatTheMailAnswers() { // RFC 5322 §3.6.4
    String written = write("x", "", List.of(), List.of(), List.of());
    assertThat(written)
        .contains("In-Reply-To: <b@example.org>\r\n")
        .contains("References: <a@example.org> <b@example.org>\r\n")
        .doesNotContain("eve");
  }

  @Test
  void linesOfTextStayAsTheyAre() {
    String written = write("a  \n> b\r\nc", "", List.of(), List.of(), List.of());
    assertThat(written).contains("7bit\r\n\r\na  \r\n> b\r\nc\r\n").doesNotContain("flowed");
    assertThat(write("ä", "", List.of(), List.of(), List.of())).contains("=C3=A4\r\n");
  }

  @Test
  void aLongAddressInAFieldStaysWholeAndNoValueBeginsAnotherField() { // RFC 2369 §2
    String url = "<https://example.org/" + "u".repeat(200) + ">";
    String written =
        write(
            "x",
            "",
            List.of(),
            List.of(),
            List.of(),
            new ExtraField("List-Unsubscribe", url),
            new ExtraField("X-A", "1\r\nBcc: eve@example.org"),
            new ExtraField("X-A", "ü"));
    assertThat(written)
        .contains("List-Unsubscribe: " + url + "\r\n")
        .contains("X-A: 1  Bcc: eve@example.org\r\nX-A: =?utf-8?B?w7w=?=\r\n");
  }

  @Test
  void parametersOfMediaTypesAreKept() { // RFC 6047 §2.4
    String type = "text/calendar; charset=utf-8; method=REQUEST\r\nBcc: x";
    assertThat(write("x", "", List.of(part("", type)), List.of(), List.of()))
        .contains("Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n")
        .doesNotContain("Bcc");
  }
}
