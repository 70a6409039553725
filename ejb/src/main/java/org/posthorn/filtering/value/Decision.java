package org.posthorn.filtering.value;

/**
 * What is decided about a message for one account.
 *
 * @param reason the code
 * @param detail figures and names besides, for the operator and the header; printable ASCII
 * @param slow whether the answer is to wait a while, because the account has never heard of the
 *     sender
 */
public record Decision(Outcome outcome, DecisionReason reason, String detail, boolean slow) {

  /** What comes of it. */
  public enum Outcome {
    /** It is taken. */
    ACCEPT,
    /** Not now, without saying why: the sender may be right, and history may change. */
    DEFER,
    /** Not now: there was too much. */
    LIMIT,
    /** Not at all. */
    REFUSE,
    /** Not at all, for the policy of the author's domain or for want of a proof. */
    NOT_AUTHENTIC,
    /** Not unless it comes again with a word in the subject. */
    CHALLENGE
  }

  /** It is taken. */
  public static Decision accept(DecisionReason reason, String detail) {
    return new Decision(Outcome.ACCEPT, reason, detail, false);
  }

  /** It is not. */
  public static Decision not(Outcome outcome, DecisionReason reason, String detail) {
    return new Decision(outcome, reason, detail, false);
  }

  /** Whether it is taken. */
  public boolean accepted() {
    return outcome == Outcome.ACCEPT;
  }
}
