package org.posthorn.filtering.control;

import java.util.Map;
import java.util.Set;
import org.posthorn.filtering.value.Decision;
import org.posthorn.filtering.value.Filing;
import org.posthorn.filtering.value.Filing.Place;
import org.posthorn.filtering.value.FilterSettings;
import org.posthorn.filtering.value.FilterTarget;
import org.posthorn.filtering.value.Judgement;

/** Judges as a test says; an account of which it says nothing fails. */
public final class ToldJudging extends Judging {
  private final Map<Long, Decision> decisions;
  private final Set<Long> tells;

  /**
   * One that goes by this map, also when it changes.
   *
   * @param tells the accounts that let senders know what looks unwanted
   */
  public ToldJudging(Map<Long, Decision> decisions, Set<Long> tells) {
    this.decisions = decisions;
    this.tells = tells;
  }

  /** One where nobody tells senders anything. */
  public ToldJudging(Map<Long, Decision> decisions) {
    this(decisions, Set.of());
  }

  @Override
  Judgement judge(Examined mail, FilterTarget to) {
    Decision decision = decisions.get(to.account());
    if (decision == null) {
      throw new IllegalStateException("nothing is said of " + to);
    }
    boolean accepted = decision.accepted();
    Place place = accepted ? Place.MAILBOX : Place.REJECTS;
    String word = decision.outcome() == Decision.Outcome.CHALLENGE ? "(pass:x)" : "";
    return new Judgement(
        to,
        decision,
        new Filing(to.account(), place, ""),
        !accepted,
        !accepted && tells.contains(to.account()),
        false,
        word);
  }

  @Override
  Blocklists.Asking lists(String client) {
    return new Blocklists().about(client);
  }

  @Override
  FilterSettings settings(FilterTarget to) {
    return FilterSettings.DEFAULTS;
  }
}
