package org.posthorn.filtering.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.filtering.value.FilterScope;
import org.posthorn.filtering.value.FilterSettings;
import org.posthorn.filtering.value.ListedSender;

/**
 * What is wanted of mail for an account, from all that says something of it. Remembered for some
 * seconds: what another server changes counts here soon, and what this one changes at once.
 */
@ApplicationScoped
public class Policies {
  private static final long REMEMBERED_SECONDS = 10;
  private static final int MOST = 5_000;
  private static final long MOST_WEIGHT = 1_000_000; // instructions of rules, listed senders
  private static final int KEY = 16;

  @Inject FilterPolicyRows rows;
  Clock clock = Clock.systemUTC();

  private final SecureRandom random = new SecureRandom();
  private final Map<Long, Known> known = new LinkedHashMap<>(16, 0.75f, true);
  private long weight; // of those; guarded by them

  /**
   * The policy of an account.
   *
   * @param settings nothing is left open
   * @param rules in their order
   * @param senders those of the account, its domain and the server, in this order
   */
  record Policy(FilterSettings settings, RuleSet rules, SenderList senders) {
    int weight() {
      return 1 + rules.size() + senders.size();
    }
  }

  private record Known(Policy policy, Instant until) {}

  /** What is wanted for an account. */
  Policy of(long account, String domain) {
    Instant now = clock.instant();
    synchronized (known) {
      Known found = known.get(account);
      if (found != null && found.until().isAfter(now)) {
        return found.policy();
      }
    }
    Policy policy = load(account, domain);
    synchronized (known) {
      Known before = known.remove(account);
      weight -= before == null ? 0 : before.policy().weight();
      known.put(account, new Known(policy, now.plusSeconds(REMEMBERED_SECONDS)));
      weight += policy.weight();
      Iterator<Known> oldest = known.values().iterator();
      while (known.size() > 1 && (known.size() > MOST || weight > MOST_WEIGHT)) {
        weight -= oldest.next().policy().weight();
        oldest.remove();
      }
    }
    return policy;
  }

  private Policy load(long account, String domain) {
    FilterSettings settings = FilterSettings.NOTHING;
    List<ListedSender> senders = new ArrayList<>();
    for (FilterScope scope :
        List.of(FilterScope.account(account), FilterScope.domain(domain), FilterScope.SERVER)) {
      settings = settings.or(rows.settings(scope));
      senders.addAll(rows.senders(scope));
    }
    return new Policy(
        settings.or(FilterSettings.DEFAULTS),
        new RuleSet(rows.rules(account)),
        new SenderList(senders));
  }

  /** The words for subjects of an account. */
  SubjectPass subjectPass(long account, FilterSettings settings) {
    byte[] fresh = new byte[KEY];
    random.nextBytes(fresh);
    String key =
        rows.subjectKey(FilterScope.account(account), Base64.getEncoder().encodeToString(fresh));
    return new SubjectPass(
        Base64.getDecoder().decode(key), Duration.ofHours(settings.subjectPassHours().orElse(0)));
  }

  /** Something was changed. */
  public void forget() {
    synchronized (known) {
      known.clear();
      weight = 0;
    }
  }
}
