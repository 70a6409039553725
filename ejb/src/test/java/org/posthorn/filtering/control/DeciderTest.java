package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.filtering.control.Incoming.Dmarc;
import org.posthorn.filtering.value.Decision;
import org.posthorn.filtering.value.Decision.Outcome;
import org.posthorn.filtering.value.DecisionReason;
import org.posthorn.filtering.value.SenderFacts;

/** Each step of the decision, in its order. */
class DeciderTest {
  private static final SenderFacts BOB = Circumstances.BOB;
  private static final SenderFacts STRANGER = Circumstances.STRANGER;

  private final Circumstances facts = new Circumstances();

  private void expect(Outcome outcome, DecisionReason reason) {
    Decision decision = facts.decide();
    assertThat(decision.outcome()).as(decision.toString()).isEqualTo(outcome);
    assertThat(decision.reason()).as(decision.toString()).isEqualTo(reason);
  }

  private void says(double probability) {
    facts.content = Optional.of(new Evidence.Content(probability, true));
  }

  @Test
  void tooMuchMailWaitsWhoeverSendsIt() {
    facts.rate = false;
    facts.list = true;
    expect(Outcome.LIMIT, DecisionReason.HIGH_RATE);
  }

  @Test
  void listsOfSendersGoBeforeHistory() {
    facts.sender = BOB;
    facts.past.came(BOB, 1, false, 2);
    facts.listed = DecisionReason.DENIED;
    expect(Outcome.REFUSE, DecisionReason.DENIED);
    facts.past.came(BOB, 0, true, 2);
    facts.listed = DecisionReason.ALLOWED;
    expect(Outcome.ACCEPT, DecisionReason.ALLOWED);
    facts.dmarc = Dmarc.REJECT; // whoever is allowed is not whom this says it is
    expect(Outcome.NOT_AUTHENTIC, DecisionReason.DMARC_POLICY);
  }

  @Test
  void aListThatIsLetThroughNeedsNoDmarc() {
    facts.list = true;
    facts.dmarc = Dmarc.REJECT;
    expect(Outcome.ACCEPT, DecisionReason.LIST_ALLOW);
  }

  @Test
  void thePolicyOfTheAuthorsDomainIsNotFollowedForForwardedMail() {
    facts.dmarc = Dmarc.REJECT;
    expect(Outcome.NOT_AUTHENTIC, DecisionReason.DMARC_POLICY);
    facts.forwarded = true;
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS);
  }

  @Test
  void whoWantsProofGetsIt() {
    facts.proof = true;
    expect(Outcome.NOT_AUTHENTIC, DecisionReason.NOT_PROVED);
    facts.dmarc = Dmarc.UNKNOWN;
    expect(Outcome.DEFER, DecisionReason.NOT_PROVED);
    facts.sender = BOB;
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS);
  }

  @Test
  void aConclusiveHistoryDecides() {
    facts.sender = BOB;
    facts.past.came(BOB, 1, false, 1);
    says(1);
    facts.spfFails = true;
    expect(Outcome.ACCEPT, DecisionReason.AUTHOR);
    facts.past.came(BOB, 0, true, 2);
    expect(Outcome.DEFER, DecisionReason.AUTHOR);
  }

  @Test
  void spfDecidesWhereLittleIsKnown() {
    facts.spfFails = true;
    expect(Outcome.DEFER, DecisionReason.SPF_POLICY);
    facts.past.came(STRANGER, 1, false, 1); // not proved: not conclusive, but not little
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS);
  }

  @Test
  void aClientWithoutNameNeedsNoMoreThanAHint() {
    facts.named = false;
    SenderFacts neighbour = new SenderFacts("", false, List.of(), "", "", "198.51.100.2");
    facts.past.came(neighbour, 1, true, 1);
    expect(Outcome.DEFER, DecisionReason.IPREV);
    facts.named = true;
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS);
  }

  @Test
  void theWordInTheSubjectOpensBeforeTheContentIsLookedAt() {
    says(1);
    facts.challenges = true;
    facts.pass = true;
    expect(Outcome.ACCEPT, DecisionReason.SUBJECT_PASS);
    facts.spfFails = true;
    expect(Outcome.DEFER, DecisionReason.SPF_POLICY);
  }

  @Test
  void contentDecidesLast() {
    says(0.89);
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS);
    says(1);
    expect(Outcome.DEFER, DecisionReason.JUNK_CONTENT);
    facts.content = Optional.of(new Evidence.Content(1, false));
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS); // untrained
  }

  @Test
  void lessIsNeededOfMailThatIsConspicuous() {
    says(0.3);
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS);
    facts.tls = false;
    expect(Outcome.DEFER, DecisionReason.JUNK_CONTENT_STRICT);
    facts.tls = true;
    facts.addressed = false;
    expect(Outcome.DEFER, DecisionReason.JUNK_CONTENT_STRICT);
    facts.forwarded = true;
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS);
    facts.forwarded = false;
    facts.addressed = true;
    facts.named = false;
    facts.content = Optional.of(new Evidence.Content(0.3, false));
    expect(Outcome.DEFER, DecisionReason.JUNK_CONTENT_STRICT);
  }

  @Test
  void blocklistsAreAskedForMailThatWouldBeTaken() {
    facts.blocklist = Optional.of("zen.test");
    Decision decision = facts.decide();
    assertThat(decision.reason()).isEqualTo(DecisionReason.DNS_BLOCKLISTED);
    assertThat(decision.detail()).isEqualTo("history=none zone=zen.test");
    facts.allowlist = Optional.of("good.test");
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS);
    facts.allowlist = Optional.empty();
    facts.sender = BOB;
    facts.past.came(BOB, 1, false, 1);
    expect(Outcome.ACCEPT, DecisionReason.AUTHOR);
  }

  @Test
  void aProvedStrangerIsToldTheWord() {
    facts.sender = BOB;
    facts.challenges = true;
    facts.dmarc = Dmarc.PASS;
    facts.blocklist = Optional.of("zen.test");
    expect(Outcome.CHALLENGE, DecisionReason.DNS_BLOCKLISTED);
    says(1); // clearly junk: no second chance
    facts.blocklist = Optional.empty();
    expect(Outcome.DEFER, DecisionReason.JUNK_CONTENT);
    facts.blocklist = Optional.of("zen.test");
    says(0.1);
    facts.dmarc = Dmarc.NONE;
    expect(Outcome.DEFER, DecisionReason.DNS_BLOCKLISTED);
  }

  @Test
  void onlyStrangersWait() {
    assertThat(facts.decide().slow()).isTrue();
    facts.forwarded = true;
    assertThat(facts.decide().slow()).isFalse();
    facts.forwarded = false;
    facts.past.wrote(STRANGER.author(), 1);
    assertThat(facts.decide().slow()).isFalse();
  }

  @Test
  void withoutReputationStrangersAreNoWorse() {
    facts.reputation = false;
    facts.spfFails = true;
    facts.past.came(STRANGER, 1, true, 9);
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS);
  }
}
