package org.posthorn.webapi.admin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthorn.filtering.value.FilterRule;

/** The rules of an account, in their order. */
public record FilterRulesBody(@NotNull @Size(max = 100) List<@Valid FilterRuleBody> rules) {

  /** The rules. */
  public List<FilterRule> all() {
    return rules.stream().map(FilterRuleBody::rule).toList();
  }

  /** What is shown of rules. */
  public static FilterRulesBody of(List<FilterRule> rules) {
    return new FilterRulesBody(rules.stream().map(FilterRuleBody::of).toList());
  }
}
