package org.posthorn.webapi.body;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.webapi.problem.Violation;
import org.posthorn.webapi.validation.QuotaLimit;
import org.posthorn.webapi.validation.ValidMailAddress;

class BodyBindingTest {
  /** A member of each kind. */
  public record Order(
      @NotNull String name,
      boolean urgent,
      Optional<@Size(max = 3) String> note,
      Optional<Boolean> gift,
      @JsonbNillable @QuotaLimit OptionalLong limit,
      Optional<Integer> hours,
      Optional<Double> share,
      Optional<List<@ValidMailAddress String>> addresses,
      Optional<Inner> inner) {}

  /** An object within. */
  public record Inner(long number) {}

  @Test
  void membersBecomeComponents() {
    Order order =
        TestBinding.bind(
                "{\"name\":\"n\",\"urgent\":true,\"note\":\"abc\",\"gift\":false,\"limit\":-1,"
                    + "\"hours\":12,\"share\":0.95,"
                    + "\"addresses\":[\"ann@a.test\"],\"inner\":{\"number\":7}}",
                Order.class)
            .orThrow();
    assertThat(order)
        .isEqualTo(
            new Order(
                "n",
                true,
                Optional.of("abc"),
                Optional.of(false),
                OptionalLong.of(-1),
                Optional.of(12),
                Optional.of(0.95),
                Optional.of(List.of("ann@a.test")),
                Optional.of(new Inner(7))));
  }

  @Test
  void missingMembersAreEmpty() {
    assertThat(TestBinding.bind("{\"name\":\"n\"}", Order.class).orThrow())
        .isEqualTo(
            new Order(
                "n",
                false,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThat(violations("{\"nam\":\"n\",\"urgent\":1,\"note\":\"abcd\",\"limit\":-2}"))
        .containsExactlyInAnyOrder(
            new Violation("nam", "is unknown, did you mean name?"),
            new Violation("urgent", "must be true or false"),
            new Violation("name", "is missing"),
            new Violation("note", "must have 0 to 3 characters"),
            new Violation("limit", "must be a whole number from -1 on, or null"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":3}|name|must be a string",
        "{\"name\":null}|name|must be a string",
        "{\"name\":\"n\",\"gift\":null}|gift|must be true or false",
        "{\"name\":\"n\",\"limit\":1.5}|limit|must be a whole number, or null",
        "{\"name\":\"n\",\"limit\":\"5\"}|limit|must be a whole number, or null",
        "{\"name\":\"n\",\"limit\":9223372036854775808}|limit|is too large",
        "{\"name\":\"n\",\"limit\":1e400}|limit|must be a whole number, or null",
        "{\"name\":\"n\",\"hours\":2147483648}|hours|is too large",
        "{\"name\":\"n\",\"hours\":1.5}|hours|must be a whole number",
        "{\"name\":\"n\",\"share\":\"1\"}|share|must be a number",
        "{\"name\":\"n\",\"addresses\":\"a\"}|addresses|must be an array",
        "{\"name\":\"n\",\"addresses\":[\"ann@a.test\",4]}|addresses[1]|must be a string",
        "{\"name\":\"n\",\"addresses\":[\"ann@a.test\",\"b\"]}|addresses[1]|is not a mail address",
        "{\"name\":\"n\",\"inner\":4}|inner|must be an object",
        "{\"name\":\"n\",\"inner\":{\"number\":true}}|inner.number|must be a whole number",
        "{\"name\":\"n\",\"inner\":{\"numbr\":1}}|inner.numbr|is unknown, did you mean number?",
        "{\"name\":\"n\",\"colour\":\"red\"}|colour|is unknown",
      })
  void theMemberAtFaultIsNamed(String json, String field, String reason) {
    assertThat(violations(json)).containsExactly(new Violation(field, reason));
  }

  @Test
  void thousandsOfUnknownMembersAreNotAllTold() {
    StringBuilder json = new StringBuilder("{\"name\":\"n\"");
    for (int i = 0; i < 5_000; i++) {
      json.append(",\"m").append(i).append("\":1");
    }
    assertThat(violations(json + "}")).hasSize(JsonShape.MAX_UNKNOWN);
  }

  @Test
  void longNamesAreCut() {
    assertThat(violations("{\"name\":\"n\",\"" + "x".repeat(5_000) + "\":1}").get(0).field())
        .hasSize(100);
  }

  private static List<Violation> violations(String json) {
    return TestBinding.bind(json, Order.class).violations();
  }
}
