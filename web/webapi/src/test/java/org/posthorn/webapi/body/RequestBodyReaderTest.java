package org.posthorn.webapi.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.webapi.problem.ProblemException;

class RequestBodyReaderTest {
  /** A body. */
  @BodyLimit(100_000)
  public record Note(@JsonbNillable Optional<String> text, Optional<String> title) {}

  /** Methods with bodies, as resources have them. */
  interface Notes {
    void create(Note note);

    void change(MergePatch<Note> note);
  }

  private final RequestBodyReader reader = new RequestBodyReader();

  RequestBodyReaderTest() {
    reader.binding = TestBinding.binding();
  }

  @Test
  void recordsAreRead() throws IOException {
    assertThat(read("create", "{\"text\":\"ä\"}"))
        .isEqualTo(new Note(Optional.of("ä"), Optional.empty()));
  }

  @Test
  void patchesTellMissingMembersFromNull() throws IOException { // RFC 7396 §2
    MergePatch<?> patch = (MergePatch<?>) read("change", "{\"text\":null}");
    assertThat(patch.removes("text")).isTrue();
    assertThat(patch.removes("title")).isFalse();
    assertThat(patch.values()).isEqualTo(new Note(Optional.empty(), Optional.empty()));
    assertThat(((MergePatch<?>) read("change", "{}")).removed()).isEmpty();
  }

  @Test
  void nullForAMemberThatCannotBeRemovedIsRefused() {
    assertThat(refusal("change", "{\"title\":null}")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "{\"text\":", "", "null", "\"text\"", "{a:1}", "{\"text\":1e99999999999}"})
  void whatIsNoObjectIsRefused(String body) {
    assertThat(refusal("create", body)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"text\":", "{\"text\":["})
  void deepNestingIsRefused(String level) {
    assertThat(refusal("create", level.repeat(5_000))).isEqualTo(400);
  }

  @Test
  void longBodiesAreRefused() {
    assertThat(refusal("create", " ".repeat(100_001))).isEqualTo(413);
    assertThat(refusal("create", " ".repeat(100_000))).isEqualTo(400);
  }

  private int refusal(String method, String body) {
    return catchThrowableOfType(ProblemException.class, () -> read(method, body))
        .getResponse()
        .getStatus();
  }

  @SuppressWarnings("unchecked")
  private Record read(String name, String body) throws IOException {
    Method method =
        Arrays.stream(Notes.class.getDeclaredMethods())
            .filter(each -> each.getName().equals(name))
            .findAny()
            .orElseThrow();
    Type type = method.getGenericParameterTypes()[0];
    return reader.readFrom(
        (Class<Record>) method.getParameterTypes()[0],
        type,
        new Annotation[0],
        MediaType.APPLICATION_JSON_TYPE,
        new MultivaluedHashMap<>(),
        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
