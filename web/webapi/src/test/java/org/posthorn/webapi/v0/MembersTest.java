package org.posthorn.webapi.v0;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MembersTest {

  private static Members members(String json) {
    return Members.parse(json.getBytes(UTF_8));
  }

  @Test
  void whatIsMissingOrNullIsTheZeroOfItsType() {
    Members members = members("{\"a\":null}");
    assertThat(members.text("a")).isEmpty();
    assertThat(members.texts("a")).isEmpty();
    assertThat(members.flag("b")).isFalse();
    assertThat(members.optionalFlag("a")).isEmpty();
    assertThat(members.number("b")).isZero();
    assertThat(members.map("a")).isEmpty();
    assertThat(members.pairs("b")).isEmpty();
    members.end();
  }

  @Test
  void valuesAreRead() {
    Members members =
        members("{\"h\":[[\"A\",\"1\"],[\"A\",\"2\"]],\"e\":{\"k\":\"v\"},\"n\":9007199254740993}");
    assertThat(members.pairs("h")).containsExactly(Map.entry("A", "1"), Map.entry("A", "2"));
    assertThat(members.map("e")).isEqualTo(Map.of("k", "v"));
    assertThat(members.number("n")).isEqualTo(9007199254740993L);
  }

  @Test
  void unknownMembersAreRefused() {
    Members members = members("{\"Texts\":\"x\"}");
    members.text("Text");
    assertThatThrownBy(members::end)
        .isInstanceOfSatisfying(
            MethodFailure.class, it -> assertThat(it.code()).isEqualTo("protocol"))
        .hasMessageContaining("Texts");
  }

  @Test
  void wrongTypesAreRefused() {
    Map<String, Consumer<Members>> wrong =
        Map.of(
            "{\"a\":1}", it -> it.text("a"),
            "{\"a\":\"1\"}", it -> it.number("a"),
            "{\"a\":1.5}", it -> it.number("a"),
            "{\"a\":9223372036854775808}", it -> it.number("a"),
            "{\"a\":{}}", it -> it.texts("a"),
            "{\"a\":[\"b\"]}", it -> it.objects("a"),
            "{\"a\":[[\"b\"]]}", it -> it.pairs("a"),
            "{\"a\":\"true\"}", it -> it.flag("a"));
    wrong.forEach(
        (json, read) ->
            assertThatThrownBy(() -> read.accept(members(json)))
                .as(json)
                .isInstanceOf(MethodFailure.class));
  }

  @Test
  void whatIsNoObjectIsRefused() {
    for (String text : new String[] {"", "[]", "{", "1e999999999", "[".repeat(100), "{\"a\":}"}) {
      assertThatThrownBy(() -> members(text)).as(text).isInstanceOf(MethodFailure.class);
    }
  }
}
