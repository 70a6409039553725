package org.posthorn.webapi.body;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordSerializerTest {
  /** Members that are not in the order of the alphabet. */
  public record Shown(
      String zebra,
      Instant at,
      @JsonbNillable OptionalLong limit,
      Optional<String> note,
      List<Inner> items,
      Map<String, Long> facts) {}

  /** An object within. */
  public record Inner(long b, @JsonbNillable Optional<Boolean> a) {}

  @Test
  void membersComeInTheOrderOfTheComponents() {
    assertThat(json(OptionalLong.of(3), Optional.of("n")))
        .isEqualTo(
            "{\"zebra\":\"z\",\"at\":\"1970-01-01T00:00:00Z\",\"limit\":3,\"note\":\"n\","
                + "\"items\":[{\"b\":1,\"a\":true}],\"facts\":{\"f\":2}}");
  }

  @Test
  void emptyOptionalsAreAbsentOrNull() {
    assertThat(json(OptionalLong.empty(), Optional.empty()))
        .contains("\"limit\":null", "\"items\"")
        .doesNotContain("note");
  }

  private static String json(OptionalLong limit, Optional<String> note) {
    return ApiJson.jsonb()
        .toJson(
            new Shown(
                "z",
                Instant.EPOCH,
                limit,
                note,
                List.of(new Inner(1, Optional.of(true))),
                Map.of("f", 2L)));
  }
}
