package org.posthorn.filtering.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.posthorn.accounts.value.AccountDeleted;
import org.posthorn.filtering.control.FilterChecks;
import org.posthorn.filtering.control.FilterPolicyRows;
import org.posthorn.filtering.control.Policies;
import org.posthorn.filtering.value.FilterRule;
import org.posthorn.filtering.value.FilterScope;
import org.posthorn.filtering.value.FilterSettings;
import org.posthorn.filtering.value.ListedSender;

/**
 * What administrators and users see and change of how mail is filtered. On disk when a call
 * returns; it counts at once on this server, and within ten seconds on the others.
 */
@ApplicationScoped
public class FilterAdministration {
  @Inject FilterPolicyRows rows;
  @Inject Policies policies;
  Clock clock = Clock.systemUTC();

  // its rules go with the account's row
  void gone(@Observes AccountDeleted event) {
    rows.forget(FilterScope.account(event.id()));
    policies.forget();
  }

  /** What a scope says itself. */
  public FilterSettings settings(FilterScope scope) {
    return rows.settings(scope);
  }

  /** Replaces what a scope says; what is wrong with it, and nothing is changed then. */
  public Optional<String> set(FilterScope scope, FilterSettings settings) {
    Optional<String> objection = FilterChecks.objection(settings);
    if (objection.isEmpty()) {
      rows.set(scope, FilterChecks.stored(settings));
      policies.forget();
    }
    return objection;
  }

  /** The senders whom a scope lists. */
  public List<ListedSender> senders(FilterScope scope) {
    return rows.senders(scope);
  }

  /** Lists a sender, in place of what was said of it; what is wrong with it. */
  public Optional<String> list(FilterScope scope, ListedSender sender) {
    ListedSender stored =
        new ListedSender(FilterChecks.stored(sender.pattern()), sender.allowed(), sender.remark());
    Optional<String> objection =
        FilterChecks.objection(stored)
            .or(() -> FilterChecks.objection(stored, rows.count(scope, stored.pattern())));
    if (objection.isEmpty()) {
      rows.list(scope, stored, clock.instant());
      policies.forget();
    }
    return objection;
  }

  /** Takes a sender from the list of a scope; whether it was there. */
  public boolean unlist(FilterScope scope, String pattern) {
    boolean was = rows.unlist(scope, FilterChecks.stored(pattern));
    policies.forget();
    return was;
  }

  /** The rules of an account, in their order. */
  public List<FilterRule> rules(long account) {
    return rows.rules(account);
  }

  /** Replaces the rules of an account; what is wrong with them, and nothing is changed then. */
  public Optional<String> replace(long account, List<FilterRule> rules) {
    Optional<String> objection = FilterChecks.objection(rules);
    if (objection.isEmpty()) {
      rows.replace(account, rules.stream().map(FilterChecks::stored).toList());
      policies.forget();
    }
    return objection;
  }
}
