package org.posthorn.filtering.value;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthorn.filtering.value.Decision.Outcome;
import org.posthorn.filtering.value.Filing.Place;
import org.posthorn.kernel.Address;

/**
 * What comes of a message for all accounts.
 *
 * @param all one for each account
 */
public record Judgements(List<Judgement> all, ArrivalNote note) {
  /** Nobody is asked. */
  public static final Judgements NONE =
      new Judgements(List.of(), new ArrivalNote(SenderFacts.NONE, 0));

  /** What is not proved, or may come again with a word, may be good. */
  private static final Set<Outcome> JUNK = EnumSet.of(Outcome.DEFER, Outcome.LIMIT, Outcome.REFUSE);

  private static final int WIDTH = 900; // RFC 5322 §2.1.1: lines end at 998

  public Judgements {
    all = List.copyOf(all);
  }

  /** Those for the accounts that are reached by some of the recipients. */
  public Judgements of(Collection<Address> recipients) {
    return new Judgements(
        all.stream()
            .filter(each -> !Collections.disjoint(each.target().recipients(), recipients))
            .toList(),
        note);
  }

  /** Those for all accounts but some. */
  public Judgements without(Set<Long> accounts) {
    return new Judgements(
        all.stream().filter(each -> !accounts.contains(each.target().account())).toList(), note);
  }

  /** Whose they are. */
  public Set<Long> accounts() {
    return all.stream().map(each -> each.target().account()).collect(Collectors.toSet());
  }

  /** Whether some account wants it, or none is asked. */
  public boolean wanted() {
    return all.isEmpty() || all.stream().anyMatch(each -> each.decision().accepted());
  }

  /**
   * What is said to the sender when nobody wants it. As long as one of them may want it later,
   * nobody's refusal is final; a word in the subject helps only where all ask for one.
   */
  public Outcome refusal() {
    Set<Outcome> said =
        all.stream().map(each -> each.decision().outcome()).collect(Collectors.toSet());
    for (Outcome later : List.of(Outcome.DEFER, Outcome.LIMIT)) {
      if (said.contains(later)) {
        return later;
      }
    }
    if (said.equals(Set.of(Outcome.CHALLENGE))) {
      return Outcome.CHALLENGE;
    }
    return said.contains(Outcome.REFUSE) ? Outcome.REFUSE : Outcome.NOT_AUTHENTIC;
  }

  /**
   * The field that tells the reason; empty text where several accounts have one. The content is one
   * for all, and what an account has made of a sender's mail is nobody else's business.
   */
  public String field() {
    if (all.size() != 1) {
      return "";
    }
    Decision decision = all.get(0).decision();
    String reason = decision.reason().code();
    String text = decision.detail().isEmpty() ? reason : reason + "; " + decision.detail();
    return "X-Posthorn-Reason: " + text.substring(0, Math.min(WIDTH, text.length())) + "\r\n";
  }

  /**
   * Why some account takes mail that the policy of the author's domain wants refused or kept apart,
   * in the words of RFC 9990 §3.1.6; empty text where none does.
   */
  public String policyException() {
    return all.stream()
        .filter(each -> each.decision().accepted() && each.filing().place() != Place.JUNK)
        .map(Judgements::exception)
        .findFirst()
        .orElse("");
  }

  private static String exception(Judgement taken) {
    return switch (taken.decision().reason()) {
      case LIST_ALLOW -> "mailing_list";
      case ALLOWED -> "local_policy";
      default -> taken.forwarded() ? "trusted_forwarder" : "local_policy";
    };
  }

  /**
   * Whether somebody takes it for junk, or for too much, or denies its sender. That an author is
   * not proved, or could not be, says nothing of the client.
   */
  public boolean junk() {
    return all.stream()
        .filter(each -> each.judged() && each.decision().reason() != DecisionReason.NOT_PROVED)
        .anyMatch(each -> JUNK.contains(each.decision().outcome()));
  }

  /** The codes, for the log. */
  public String codes() {
    return all.stream()
        .map(each -> each.decision().reason().code())
        .distinct()
        .collect(Collectors.joining(","));
  }

  /** Of those that were not taken, the word that the sender may put into the subject. */
  public Optional<String> word() {
    return all.stream().map(Judgement::word).filter(word -> !word.isEmpty()).findFirst();
  }
}
