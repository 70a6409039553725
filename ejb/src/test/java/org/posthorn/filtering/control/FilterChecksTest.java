package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.filtering.value.FilterRule;
import org.posthorn.filtering.value.FilterSettings;
import org.posthorn.filtering.value.ListedSender;

/** What is said to somebody who wants what cannot be. */
class FilterChecksTest {
  @ParameterizedTest
  @ValueSource(strings = {"a.test", "bob@a.test", "192.0.2.0/24", "192.0.2.1", "2001:db8::/32"})
  void addressesDomainsAndNetworksCanBeListed(String pattern) {
    assertThat(FilterChecks.objection(new ListedSender(pattern, true, ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "test", "a b", "@a.test", "192.0.2.0/33", "a.test,b.test", "a..test"})
  void nothingElseCan(String pattern) {
    assertThat(FilterChecks.objection(new ListedSender(pattern, true, ""))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "junk-threshold, 1.01",
    "junk-threshold, NaN",
    "first-time-delay, 61",
    "subject-pass-hours, -1",
    "introbox, a//b",
    "blocklists, 'zen.test,x y'"
  })
  void settingsOutOfRangeAreObjectedTo(String name, String value) {
    assertThat(FilterChecks.objection(FilterSettings.read(Map.of(name, value)))).isPresent();
  }

  @Test
  void theDefaultsAreFine() {
    assertThat(FilterChecks.objection(FilterSettings.DEFAULTS)).isEmpty();
    assertThat(FilterChecks.objection(FilterSettings.NOTHING)).isEmpty();
  }

  @Test
  void rulesHaveLimits() {
    FilterRule rule = new FilterRule("a", "", "", Map.of(), "", false, "", "", "");
    assertThat(FilterChecks.objection(Collections.nCopies(100, rule))).isEmpty();
    assertThat(FilterChecks.objection(Collections.nCopies(101, rule))).isPresent();
    FilterRule wrong = new FilterRule("a", "", "no domain", Map.of(), "", false, "", "", "");
    assertThat(FilterChecks.objection(List.of(rule, wrong))).isPresent();
  }
}
