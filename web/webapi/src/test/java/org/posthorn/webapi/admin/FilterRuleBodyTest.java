package org.posthorn.webapi.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.posthorn.webapi.problem.ProblemException;

class FilterRuleBodyTest {
  private static FilterRuleBody body(String... names) {
    List<HeaderPatternBody> headers =
        Stream.of(names).map(each -> new HeaderPatternBody(each, "x")).toList();
    return new FilterRuleBody(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(headers),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void noConditionIsLostToAnother() {
    assertThat(body("^list-id$", "^subject$").rule().headers()).hasSize(2);
    assertThatThrownBy(() -> body("^list-id$", "^list-id$").rule())
        .isInstanceOf(ProblemException.class);
  }
}
