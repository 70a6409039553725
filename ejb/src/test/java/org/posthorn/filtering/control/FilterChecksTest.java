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
  void domainsAreStoredAsMessagesAreLookedAt() {
    assertThat(FilterChecks.stored(" Bücher.test ")).isEqualTo("xn--bcher-kva.test");
    assertThat(FilterChecks.stored("Ann@bücher.test")).isEqualTo("ann@xn--bcher-kva.test");
    assertThat(FilterChecks.stored("2001:DB8::/32")).isEqualTo("2001:db8::/32");
    FilterRule rule =
        new FilterRule("", "", "bücher.test", Map.of(), "", false, "Bücher.test", "", "");
    assertThat(FilterChecks.stored(rule).verifiedDomain()).isEqualTo("xn--bcher-kva.test");
    assertThat(FilterChecks.stored(rule).listDomain()).isEqualTo("xn--bcher-kva.test");
    assertThat(
            FilterChecks.stored(FilterSettings.read(Map.of("blocklists", "bücher.test")))
                .blocklists())
        .contains(List.of("xn--bcher-kva.test"));
  }

  @Test
  void whatDoesNotFitIntoARowIsObjectedTo() {
    String label = "a".repeat(60);
    String zone = String.join(".", label, label, label, label);
    assertThat(
            FilterChecks.objection(
                FilterSettings.read(
                    Map.of("blocklists", String.join(",", Collections.nCopies(20, zone))))))
        .isPresent();
    ListedSender more = new ListedSender("a.test", true, "");
    assertThat(FilterChecks.objection(more, 9_999)).isEmpty();
    assertThat(FilterChecks.objection(more, 10_000)).isPresent();
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
