package org.posthorn.filtering.value;

import org.posthorn.filtering.value.Filing.Place;

/**
 * What comes of a message for one account.
 *
 * @param filing where it is put if it is taken; of one that is not taken, where it is kept
 * @param kept whether a message that is not taken is kept for the account to see
 * @param told whether the sender is told, if it is taken, that it looks unwanted
 * @param forwarded whether a rule of the account says that somebody known has forwarded it
 * @param word that the sender is to put into the subject; empty text where none is asked for
 */
public record Judgement(
    FilterTarget target,
    Decision decision,
    Filing filing,
    boolean kept,
    boolean told,
    boolean forwarded,
    String word) {

  /** Nobody could tell: what others want comes to where it would come without a filter. */
  public static Judgement none(FilterTarget target, boolean quarantine) {
    Place place = quarantine ? Place.JUNK : Place.MAILBOX;
    Decision later = Decision.not(Decision.Outcome.DEFER, DecisionReason.NOT_JUDGED, "");
    Filing filing = new Filing(target.account(), place, "");
    return new Judgement(target, later, filing, false, false, false, "");
  }

  /** Whether the account could be asked. */
  public boolean judged() {
    return decision.reason() != DecisionReason.NOT_JUDGED;
  }

  /** Where it is put when it is taken, if only because others want it: then to the junk. */
  public Filing taken() {
    boolean refused = !decision.accepted() && judged();
    return refused ? filing.to(Place.JUNK) : filing;
  }
}
