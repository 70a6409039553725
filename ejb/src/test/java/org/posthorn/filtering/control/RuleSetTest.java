package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.posthorn.filtering.value.FilterRule;
import org.posthorn.filtering.value.SenderFacts;

/** Which rule of an account fits. */
class RuleSetTest {
  private static final SenderFacts LIST =
      new SenderFacts(
          "bob@home.test", true, List.of("lists.club.test"), "bounce@club.test", "", "192.0.2.1");

  private static FilterRule rule(
      String sender, String author, String verified, Map<String, String> headers) {
    return new FilterRule(sender, author, verified, headers, "There", false, "", "", "");
  }

  private static boolean fits(FilterRule rule) {
    List<String[]> fields =
        List.of(
            new String[] {"subject", "[club] dinner"},
            new String[] {"list-id", "<club.lists.club.test>"});
    return new RuleSet(List.of(rule))
        .first(new RuleSet.Asked(LIST, "bounce@club.test", fields))
        .isPresent();
  }

  @Test
  void eachConditionIsLookedAt() {
    assertThat(fits(rule("^bounce@", "", "", Map.of()))).isTrue();
    assertThat(fits(rule("^bob@", "", "", Map.of()))).isFalse();
    assertThat(fits(rule("", "@home\\.test$", "", Map.of()))).isTrue();
    assertThat(fits(rule("", "@club\\.test$", "", Map.of()))).isFalse();
    assertThat(fits(rule("", "", "club.test", Map.of()))).isTrue();
    assertThat(fits(rule("", "", "lists.club.test", Map.of()))).isTrue();
    assertThat(fits(rule("", "", "home.test", Map.of()))).isFalse();
    assertThat(fits(rule("", "", "", Map.of("^list-id$", "<club\\.")))).isTrue();
    assertThat(fits(rule("", "", "", Map.of("^list-id$", "<other\\.")))).isFalse();
    assertThat(fits(rule("", "", "", Map.of("^list-id$", "club", "^x-none$", "")))).isFalse();
  }

  @Test
  void allConditionsHaveToHold() {
    assertThat(fits(rule("^bounce@", "home", "club.test", Map.of("subject", "club")))).isTrue();
    assertThat(fits(rule("^bounce@", "home", "else.test", Map.of("subject", "club")))).isFalse();
  }

  @Test
  void theFirstRuleThatFitsCounts() {
    FilterRule first = rule("nobody", "", "", Map.of());
    FilterRule second = rule("", "", "club.test", Map.of());
    FilterRule third = rule("bounce", "", "", Map.of());
    RuleSet rules = new RuleSet(List.of(first, second, third));
    assertThat(rules.first(new RuleSet.Asked(LIST, "bounce@club.test", List.of())))
        .contains(second);
  }

  @Test
  void whatCannotBeAskedIsObjectedTo() {
    assertThat(objection(rule("(", "", "", Map.of()))).isPresent();
    assertThat(objection(rule("(?=x)", "", "", Map.of()))).isPresent();
    assertThat(objection(rule("x".repeat(501), "", "", Map.of()))).isPresent();
    assertThat(objection(rule("", "", "", Map.of("a\tb", "")))).isPresent();
    assertThat(objection(rule("", "", "", Map.of("a\rb", "")))).isPresent();
    assertThat(objection(rule("", "", "", Map.of()))).isPresent();
    assertThat(objection(rule("a+b", "", "", Map.of()))).isEmpty();
  }

  private static Optional<String> objection(FilterRule... rules) {
    return RuleSet.objection(List.of(rules));
  }

  @Test
  void whatGrowsWhenItIsCompiledIsObjectedTo() {
    assertThat(objection(rule("(.|a){1000}", "", "", Map.of()))).isPresent();
    assertThat(objection(rule("((a{10}){10}){20}", "", "", Map.of()))).isPresent();
    assertThat(objection(rule("\\pL".repeat(20), "", "", Map.of()))).isPresent();
    assertThat(objection(rule("x".repeat(500), "", "", Map.of()))).isEmpty();
    FilterRule large = rule("", "", "", Map.of("a", "(?:.*a){200}!"));
    assertThat(objection(large)).isEmpty();
    FilterRule[] many = Collections.nCopies(100, large).toArray(FilterRule[]::new);
    assertThat(objection(many)).isPresent();
  }

  @Test
  void rulesThatAreTooLargeAreLeftOutWhereverTheyComeFrom() {
    FilterRule deep = rule("", "", "", Map.of("subject", "(.?){1000}".repeat(4) + "!"));
    FilterRule good = rule("", "", "club.test", Map.of());
    List<String[]> fields = List.<String[]>of(new String[] {"subject", "x"});
    RuleSet rules = new RuleSet(List.of(deep, good));
    assertThat(rules.first(new RuleSet.Asked(LIST, "", fields))).contains(good);
  }

  @Test
  void theWorkWithAMessageHasALimit() {
    FilterRule large = rule("", "", "", Map.of("", "(?:.*a){200}!"));
    FilterRule last = rule("", "", "club.test", Map.of());
    List<FilterRule> all = new ArrayList<>(Collections.nCopies(20, large));
    all.add(last);
    RuleSet rules = new RuleSet(all);
    List<String[]> fields = Collections.nCopies(500, new String[] {"subject", "a".repeat(2000)});
    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> assertThat(rules.first(new RuleSet.Asked(LIST, "", fields))).contains(last));
  }

  @Test
  void noExpressionTakesForEver() {
    RuleSet rules = new RuleSet(List.of(rule("", "", "", Map.of("^(x+x+)+y$", "^(a+a+)+b$"))));
    List<String[]> fields = List.<String[]>of(new String[] {"x".repeat(2000), "a".repeat(100_000)});
    Assertions.assertTimeout(
        Duration.ofSeconds(2), () -> rules.first(new RuleSet.Asked(SenderFacts.NONE, "", fields)));
  }
}
