package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.posthorn.filtering.control.Circumstances.BOB;
import static org.posthorn.filtering.control.Circumstances.STRANGER;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.posthorn.filtering.control.Incoming.Dmarc;
import org.posthorn.filtering.value.Decision;
import org.posthorn.filtering.value.Decision.Outcome;
import org.posthorn.filtering.value.DecisionReason;
import org.posthorn.filtering.value.SenderFacts;

/**
 * All steps of the decision about a message for one account, in their order and under their
 * numbers: history, message, decision, reason. Each row has what the steps after it would decide
 * otherwise, where something would. Steps 2 and 10 and the mailbox that a rule has for what is
 * refused are about mailboxes: {@link JudgingTest}. Reports (6, 7, 13) are read after they have
 * been delivered, so they are decided about like other mail: {@code ReceivedReportsTest}. What
 * history says (9) has a table of its own, {@link ReputationTest}.
 */
class DecisionTableTest {
  private static final SenderFacts NEIGHBOUR =
      new SenderFacts("", false, List.of(), "", "", "198.51.100.2");
  private static final SenderFacts FAKE_BOB =
      new SenderFacts("bob@shop.test", false, List.of(), "", "", "198.51.100.1");
  private static final SenderFacts OTHER_AUTHOR =
      new SenderFacts("amy@shop.test", true, List.of(), "", "", "203.0.113.1");

  private static Arguments row(
      String step, Outcome outcome, DecisionReason reason, Consumer<Circumstances> given) {
    return arguments(named(step, given), outcome, reason);
  }

  private static void says(Circumstances it, double probability) {
    it.content = Optional.of(new Evidence.Content(probability, true));
  }

  static Stream<Arguments> certain() {
    return Stream.of(
        row(
            "1 too much from the network, though a list that is let through",
            Outcome.LIMIT,
            DecisionReason.HIGH_RATE,
            it -> {
              it.rate = false;
              it.list = true;
            }),
        row(
            "3 a list that is let through, whatever its DMARC policy and history",
            Outcome.ACCEPT,
            DecisionReason.LIST_ALLOW,
            it -> {
              it.list = true;
              it.dmarc = Dmarc.REJECT;
              it.past.came(STRANGER, 1, true, 2);
            }),
        row(
            "4 forwarded by a rule: DMARC, SPF and iprev of the forwarder do not count",
            Outcome.ACCEPT,
            DecisionReason.NO_BAD_SIGNALS,
            it -> {
              it.forwarded = true;
              it.dmarc = Dmarc.REJECT;
              it.spfFails = true;
              it.named = false;
              it.addressed = false;
              says(it, 0.5);
            }),
        row(
            "5 refused by the author's domain, though always good",
            Outcome.NOT_AUTHENTIC,
            DecisionReason.DMARC_POLICY,
            it -> {
              it.sender = FAKE_BOB;
              it.dmarc = Dmarc.REJECT;
              it.past.came(FAKE_BOB, 1, false, 2).wrote("bob@shop.test", 1);
            }),
        row(
            "8 the recipient takes only proved authors",
            Outcome.NOT_AUTHENTIC,
            DecisionReason.NOT_PROVED,
            it -> {
              it.proof = true;
              it.past.wrote(STRANGER.author(), 1);
            }),
        row(
            "8 the same where DNS has not answered",
            Outcome.DEFER,
            DecisionReason.NOT_PROVED,
            it -> {
              it.proof = true;
              it.dmarc = Dmarc.UNKNOWN;
            }));
  }

  static Stream<Arguments> history() {
    return Stream.of(
        row(
            "11 conclusive and good, though SPF fails and it reads like junk",
            Outcome.ACCEPT,
            DecisionReason.AUTHOR,
            it -> {
              it.sender = BOB;
              it.past.came(BOB, 1, false, 1);
              it.spfFails = true;
              says(it, 1);
              it.blocklist = Optional.of("zen.test");
            }),
        row(
            "11 written to before",
            Outcome.ACCEPT,
            DecisionReason.TO_AUTHOR,
            it -> it.past.wrote(STRANGER.author(), 1)),
        row(
            "12 conclusive and junk, though the subject has the word",
            Outcome.DEFER,
            DecisionReason.AUTHOR,
            it -> {
              it.sender = BOB;
              it.past.came(BOB, 1, true, 2);
              it.challenges = true;
              it.pass = true;
            }),
        row(
            "12 imitated: unproved mail of an author whose proved mail was junk",
            Outcome.DEFER,
            DecisionReason.AUTHOR,
            it -> {
              it.sender = FAKE_BOB;
              it.past.came(BOB, 1, true, 2);
            }),
        row(
            "14 little history, and SPF fails, though the subject has the word",
            Outcome.DEFER,
            DecisionReason.SPF_POLICY,
            it -> {
              it.spfFails = true;
              it.challenges = true;
              it.pass = true;
            }),
        row(
            "14 not where the history is of the domain",
            Outcome.ACCEPT,
            DecisionReason.NO_BAD_SIGNALS,
            it -> {
              it.sender = BOB;
              it.spfFails = true;
              it.past.came(OTHER_AUTHOR, 1, false, 1).came(OTHER_AUTHOR, 2, true, 1);
            }),
        row(
            "15 a hint of junk, and the client has no name",
            Outcome.DEFER,
            DecisionReason.IPREV,
            it -> {
              it.named = false;
              it.past.came(NEIGHBOUR, 1, true, 1);
            }),
        row(
            "15 a hint is not enough where the client has a name",
            Outcome.ACCEPT,
            DecisionReason.NO_BAD_SIGNALS,
            it -> it.past.came(NEIGHBOUR, 1, true, 1)));
  }

  static Stream<Arguments> likely() {
    return Stream.of(
        row(
            "16 the word in the subject, though it reads like junk from a listed client",
            Outcome.ACCEPT,
            DecisionReason.SUBJECT_PASS,
            it -> {
              it.challenges = true;
              it.pass = true;
              says(it, 1);
              it.blocklist = Optional.of("zen.test");
            }),
        row(
            "17 below the threshold of 0.95, less jitter",
            Outcome.ACCEPT,
            DecisionReason.NO_BAD_SIGNALS,
            it -> says(it, 0.899)),
        row(
            "17 untrained, but suspicious",
            Outcome.DEFER,
            DecisionReason.JUNK_CONTENT_STRICT,
            it -> {
              it.named = false;
              it.content = Optional.of(new Evidence.Content(0.26, false));
            }),
        row(
            "17 untrained",
            Outcome.ACCEPT,
            DecisionReason.NO_BAD_SIGNALS,
            it -> it.content = Optional.of(new Evidence.Content(1, false))),
        row(
            "18 a list has the client",
            Outcome.DEFER,
            DecisionReason.DNS_BLOCKLISTED,
            it -> it.blocklist = Optional.of("zen.test")),
        row("19 nothing against it", Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS, it -> {}),
        row(
            "20 proved, unknown and only listed: it may come with a word",
            Outcome.CHALLENGE,
            DecisionReason.DNS_BLOCKLISTED,
            it -> {
              it.sender = BOB;
              it.challenges = true;
              it.dmarc = Dmarc.PASS;
              it.blocklist = Optional.of("zen.test");
            }),
        row(
            "20 not where DMARC has not passed",
            Outcome.DEFER,
            DecisionReason.DNS_BLOCKLISTED,
            it -> {
              it.sender = BOB;
              it.challenges = true;
              it.blocklist = Optional.of("zen.test");
            }),
        row(
            "20 not where something is known",
            Outcome.DEFER,
            DecisionReason.DNS_BLOCKLISTED,
            it -> {
              it.sender = BOB;
              it.past.came(OTHER_AUTHOR, 1, false, 1).came(OTHER_AUTHOR, 2, true, 1);
              it.challenges = true;
              it.dmarc = Dmarc.PASS;
              it.blocklist = Optional.of("zen.test");
            }),
        row("21 what it says", Outcome.DEFER, DecisionReason.JUNK_CONTENT, it -> says(it, 1)),
        row(
            "21 what it says, without TLS",
            Outcome.DEFER,
            DecisionReason.JUNK_CONTENT_STRICT,
            it -> {
              it.tls = false;
              says(it, 0.26);
            }),
        row(
            "21 what it says, addressed to somebody else",
            Outcome.DEFER,
            DecisionReason.JUNK_CONTENT_STRICT,
            it -> {
              it.addressed = false;
              says(it, 0.26);
            }));
  }

  @ParameterizedTest
  @MethodSource({"certain", "history", "likely"})
  void eachStepDecides(Consumer<Circumstances> given, Outcome outcome, DecisionReason reason) {
    Circumstances it = new Circumstances();
    given.accept(it);
    Decision decision = it.decide();
    assertThat(decision.outcome()).as(decision.toString()).isEqualTo(outcome);
    assertThat(decision.reason()).as(decision.toString()).isEqualTo(reason);
    boolean stranger = reason == DecisionReason.NO_BAD_SIGNALS && !it.forwarded;
    assertThat(decision.slow()).as("the answer waits: 1.7, for strangers").isEqualTo(stranger);
  }
}
