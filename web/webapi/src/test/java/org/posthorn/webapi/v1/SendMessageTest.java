package org.posthorn.webapi.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.webapi.body.TestBinding;
import org.posthorn.webapi.files.RequestFiles;
import org.posthorn.webapi.problem.Problem;
import org.posthorn.webapi.problem.ProblemException;
import org.posthorn.webapi.problem.Violation;

/** What applications ask to be sent. */
class SendMessageTest {
  private final RequestFiles files = new RequestFiles();

  private SendMessage read(String members) {
    return TestBinding.read("{\"to\":[]," + members + "}", SendMessage.class, files);
  }

  private Response refusal(String json) {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class, () -> TestBinding.read(json, SendMessage.class, files));
    assertThat(refused).as("refused: %.100s", json).isNotNull();
    return refused.getResponse();
  }

  private String fieldAtFault(String members) {
    Response refusal = refusal("{\"to\":[]," + members + "}");
    assertThat(refusal.getStatus()).isEqualTo(400);
    return ((Problem) refusal.getEntity())
        .errors().stream().flatMap(List::stream).map(Violation::field).findFirst().orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'from':{}|from.address",
        "'cc':[{}]|cc[0].address",
        "'bcc':[{'address':'a@b'},{}]|bcc[1].address",
        "'replyTo':[{}]|replyTo[0].address",
        "'attachments':[{}]|attachments[0].data",
        "'headers':[{'name':'X'}]|headers[0].value",
        "'extra':[{'value':'1'}]|extra[0].name",
        "'references':[null]|references[0]",
        "'cc':[null]|cc[0]"
      },
      quoteCharacter = '`')
  void whatElementsLackIsNamed(String members, String field) {
    assertThat(fieldAtFault(members.replace('\'', '"'))).isEqualTo(field);
  }

  @Test
  void recipientsLackNothing() {
    assertThat(refusal("{\"to\":[{}],\"text\":\"x\"}").getStatus()).isEqualTo(400);
  }

  @Test
  void attachmentsAreDecoded() throws IOException {
    SendMessage sent =
        read("\"attachments\":[{\"data\":\"aGVs\\r\\nbG8=\"},{\"data\":\"\",\"name\":\"b\"}]");
    List<OutgoingPart> parts = sent.mail(Clock.systemUTC(), files).message().attachments();
    assertThat(text(parts.get(0))).isEqualTo("hello");
    assertThat(text(parts.get(1))).isEmpty();
  }

  private static String text(OutgoingPart part) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    part.octets().writeTo(out);
    return out.toString(java.nio.charset.StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_-_-", "aGVsbG8", "a b=", "aGVs!bG8="})
  void whatIsNoBase64IsRefusedAndNotSentDamaged(String data) {
    assertThat(fieldAtFault("\"attachments\":[{\"data\":\"" + data + "\"}]"))
        .isEqualTo("attachments");
  }

  @Test
  void manyValuesAreRefusedBeforeTheyAreParsed() {
    assertThat(refusal("{\"to\":[" + "{},".repeat(500_000) + "{}]}").getStatus()).isEqualTo(400);
    assertThat(
            refusal(
                    "{\"attachments\":["
                        + "{\"data\":\"\"},".repeat(201)
                        + "{\"data\":\"\"}],\"to\":[]}")
                .getStatus())
        .isEqualTo(400);
  }

  @Test
  void aLongTextIsRefused() {
    String text = "x".repeat(SendMessage.MAX_TEXT);
    assertThat(refusal("{\"to\":[],\"text\":\"" + text + "\"}").getStatus()).isEqualTo(413);
  }

  @Test
  void theSameBodyHasTheSameDigest() {
    read("\"attachments\":[{\"data\":\"aGVs\"}]");
    String first = files.digest();
    read("\"attachments\":[{\"data\":\"aGVs\"}]");
    assertThat(files.digest()).isEqualTo(first).hasSize(64);
    read("\"attachments\":[{\"data\":\"aGVt\"}]");
    assertThat(files.digest()).isNotEqualTo(first);
  }
}
