package org.posthorn.filtering.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.filtering.value.Decision.Outcome;
import org.posthorn.filtering.value.DecisionReason;
import org.posthorn.filtering.value.Filing.Place;
import org.posthorn.filtering.value.FilterRule;
import org.posthorn.filtering.value.FilterScope;
import org.posthorn.filtering.value.FilterSettings;
import org.posthorn.filtering.value.FilterTarget;
import org.posthorn.filtering.value.Judgement;
import org.posthorn.filtering.value.Judgements;
import org.posthorn.filtering.value.ListedSender;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.arc.ArcResult;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.DmarcVerdict;
import org.posthorn.mailauth.results.Iprev;
import org.posthorn.mailauth.spf.SpfResult;
import org.posthorn.mailauth.spf.SpfVerdict;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** A message, an account with what it wants, and what comes of it. */
@OnBothDatabases
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class JudgingTest {
  private static final Address BOB = new Address("bob", "shop.test");
  private static final Address ANN = new Address("ann", "a.test");

  @TempDir Path directory;
  private final TestDatabase database;
  private FilterBench bench;
  private SpfResult spf = SpfResult.PASS;
  private DmarcPolicy disposition = DmarcPolicy.NONE;
  private AuthStatus dmarc = AuthStatus.NONE;
  private final List<Long> asked = new ArrayList<>();

  JudgingTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    bench = new FilterBench(database, directory);
    asked.add(bench.account);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Judgements all() {
    return all("Message-ID: <1@shop.test>\n", 0);
  }

  private Judgements all(String messageId, int more) {
    FilterRun mail = new FilterRun(bench.judging, "192.0.2.1", true, Optional.of(BOB));
    String text =
        """
        From: Bob <Bob@shop.test>
        To: ann@a.test
        %sList-ID: <news.shop.test>
        Subject: news

        news of the day
        """
            .formatted(messageId)
            .replace("\n", "\r\n");
    mail.show(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    mail.show(ByteBuffer.allocate(more));
    CheckResults results =
        new CheckResults(
            new Iprev.Result(AuthStatus.PASS, Optional.of("mx.shop.test")),
            new SpfVerdict(spf, "shop.test", "", "", Optional.empty()),
            List.of(),
            new ArcResult(AuthStatus.NONE, "", List.of(), List.of(), false),
            DmarcVerdict.without(dmarc, "shop.test"),
            disposition,
            "");
    List<FilterTarget> targets =
        asked.stream().map(each -> new FilterTarget(each, "a.test", List.of(ANN))).toList();
    return mail.judge(results, Optional.of(List.of(BOB)), targets);
  }

  private Judgement judged() {
    return all().all().get(0);
  }

  private void expect(Outcome outcome, DecisionReason reason, Place place, String mailbox) {
    Judgement judgement = judged();
    assertThat(judgement.decision().outcome()).as(judgement.toString()).isEqualTo(outcome);
    assertThat(judgement.decision().reason()).as(judgement.toString()).isEqualTo(reason);
    assertThat(judgement.filing().account()).isEqualTo(bench.account);
    assertThat(judgement.filing().place()).isEqualTo(place);
    assertThat(judgement.filing().mailbox()).isEqualTo(mailbox);
  }

  private void rule(String mailbox, boolean forwarded, String list, String rejects) {
    Map<String, String> headers = Map.of("^list-id$", "<news\\.");
    bench.policyRows.replace(
        bench.account,
        List.of(new FilterRule("", "", "", headers, mailbox, forwarded, list, rejects, "")));
    bench.policies.forget();
  }

  private void set(String... pairs) {
    bench.policyRows.set(
        FilterScope.account(bench.account), FilterSettings.read(Map.of(pairs[0], pairs[1])));
    bench.policies.forget();
  }

  @Test
  void aStrangerIsTakenWithAReasonInTheHeader() {
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS, Place.MAILBOX, "");
    assertThat(all().field())
        .startsWith("X-Posthorn-Reason: no-bad-signals; history=none junk=0.500 threshold=")
        .endsWith(" untrained\r\n");
    assertThat(all().note().sender().author()).isEqualTo("bob@shop.test");
    assertThat(all().note().sender().proved()).isTrue();
  }

  @Test
  void whoWasWrittenToIsWelcome() {
    bench.correspondents.wrote(bench.account, List.of(BOB));
    bench.correspondents.write();
    expect(Outcome.ACCEPT, DecisionReason.TO_AUTHOR, Place.MAILBOX, "");
  }

  @Test
  void aRuleFilesAndALetThroughListNeedsNoDmarc() {
    rule("News", false, "", "");
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS, Place.MAILBOX, "News");
    disposition = DmarcPolicy.REJECT;
    expect(Outcome.NOT_AUTHENTIC, DecisionReason.DMARC_POLICY, Place.REJECTS, "News");
    rule("News", false, "shop.test", "");
    expect(Outcome.ACCEPT, DecisionReason.LIST_ALLOW, Place.MAILBOX, "News");
    spf = SpfResult.FAIL; // anybody can write a List-ID
    expect(Outcome.NOT_AUTHENTIC, DecisionReason.DMARC_POLICY, Place.REJECTS, "News");
  }

  @Test
  void forwardedMailIsNotJudgedByTheForwarder() {
    spf = SpfResult.FAIL;
    expect(Outcome.DEFER, DecisionReason.SPF_POLICY, Place.REJECTS, "");
    assertThat(judged().filing().own()).isEmpty();
    rule("", true, "", "");
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS, Place.MAILBOX, "");
    SenderFacts remembered = judged().filing().own().orElseThrow().sender();
    assertThat(remembered.author()).isEqualTo("bob@shop.test");
    assertThat(remembered.client()).isEmpty(); // nothing counts against the forwarder later
  }

  @Test
  void aRuleLetsInWhatWouldBeRefused() {
    spf = SpfResult.FAIL;
    rule("News", false, "", "Doubtful");
    expect(Outcome.ACCEPT, DecisionReason.SPF_POLICY, Place.SEEN, "Doubtful");
  }

  @Test
  void whoIsProvedMayBeToldThatTheirMailLooksUnwanted() {
    rule("News", false, "", "Doubtful");
    spf = SpfResult.SOFTFAIL;
    set("tell-unwanted", "true");
    assertThat(judged().told()).as("nobody knows who it is").isFalse();
    dmarc = AuthStatus.PASS;
    assertThat(judged().told()).isTrue();
    set("tell-unwanted", "false");
    assertThat(judged().told()).isFalse();
    spf = SpfResult.PASS;
    set("tell-unwanted", "true");
    assertThat(judged().told()).as("it is wanted").isFalse();
  }

  @Test
  void whomAnAccountDeniesOrGetsTooMuchOfIsNotTold() {
    dmarc = AuthStatus.PASS;
    set("tell-unwanted", "true");
    bench.judging.rate = new ArrivalRate();
    bench.judging.rate.clock = Clock.fixed(bench.now, ZoneOffset.UTC);
    for (int i = 0; i < 500; i++) {
      bench.judging.rate.count(bench.account, "192.0.2.1", 1);
    }
    assertThat(judged().decision().outcome()).isEqualTo(Outcome.LIMIT);
    assertThat(judged().told()).isFalse();
    bench.judging.rate = new ArrivalRate();
    bench.policyRows.list(
        FilterScope.account(bench.account), new ListedSender("shop.test", false, ""), bench.now);
    bench.policies.forget();
    assertThat(judged().decision().outcome()).isEqualTo(Outcome.REFUSE);
    assertThat(judged().told()).isFalse();
    rule("News", false, "", "Doubtful"); // lets it in
    assertThat(judged().decision().accepted()).isTrue();
    assertThat(judged().told()).isFalse();
  }

  @Test
  void whyAPolicyIsNotFollowedIsKnown() { // RFC 9990 §3.1.6
    disposition = DmarcPolicy.REJECT;
    assertThat(all().policyException()).isEmpty();
    rule("News", false, "shop.test", "");
    assertThat(all().policyException()).isEqualTo("mailing_list");
    rule("News", true, "", "");
    assertThat(all().policyException()).isEqualTo("trusted_forwarder");
    rule("News", false, "", "Doubtful");
    assertThat(all().policyException()).isEqualTo("local_policy");
    disposition = DmarcPolicy.QUARANTINE;
    spf = SpfResult.FAIL; // it is junk, and a rule lets it in
    expect(Outcome.ACCEPT, DecisionReason.SPF_POLICY, Place.SEEN, "Doubtful");
    assertThat(all().policyException()).isEqualTo("local_policy");
    spf = SpfResult.PASS;
    rule("", false, "", "");
    disposition = DmarcPolicy.QUARANTINE;
    assertThat(all().policyException()).isEmpty();
  }

  @Test
  void strangersHaveAMailboxOfTheirOwn() {
    set("introbox", "Strangers");
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS, Place.INTROBOX, "");
    assertThat(bench.filings.placements(judged().filing())).hasSize(1);
    bench.correspondents.wrote(bench.account, List.of(BOB));
    bench.correspondents.write();
    expect(Outcome.ACCEPT, DecisionReason.TO_AUTHOR, Place.MAILBOX, "");
  }

  @Test
  void quarantineIsTheJunkButNotForForwardedMail() {
    disposition = DmarcPolicy.QUARANTINE;
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS, Place.JUNK, "");
    rule("", true, "", "");
    expect(Outcome.ACCEPT, DecisionReason.NO_BAD_SIGNALS, Place.MAILBOX, "");
  }

  @Test
  void whatIsRefusedIsKeptUnlessTheAccountWantsNoRejects() {
    spf = SpfResult.FAIL;
    assertThat(judged().decision().outcome()).isEqualTo(Outcome.DEFER);
    assertThat(judged().kept()).isTrue();
    set("rejects-mailbox", "");
    assertThat(judged().kept()).isFalse();
  }

  @Test
  void whatADeniedSenderSendsIsNotKept() {
    bench.policyRows.list(
        FilterScope.account(bench.account), new ListedSender("shop.test", false, ""), bench.now);
    assertThat(judged().decision().outcome()).isEqualTo(Outcome.REFUSE);
    assertThat(judged().kept()).isFalse();
  }

  @Test
  void whatIsLargeOrHasNoRoomIsNotKept() {
    spf = SpfResult.FAIL;
    assertThat(all("", 2 * 1024 * 1024).all().get(0).kept()).isFalse();
    bench.room = 100;
    assertThat(judged().kept()).isFalse();
  }

  @Test
  void whatIsKeptCountsForTheRate() {
    spf = SpfResult.FAIL;
    bench.judging.rate = new ArrivalRate();
    bench.judging.rate.clock = Clock.fixed(bench.now, ZoneOffset.UTC);
    for (int i = 0; i < 499; i++) {
      bench.judging.rate.count(bench.account, "192.0.2.1", 1);
    }
    assertThat(judged().kept()).isTrue();
    assertThat(judged().decision().outcome()).isEqualTo(Outcome.LIMIT);
    assertThat(judged().kept()).isFalse();
  }

  @Test
  void withoutAMessageIdAMessageIsKnownByWhatItSays() {
    long one = all("", 0).note().messageDigest();
    assertThat(one).isNotZero().isEqualTo(all("", 0).note().messageDigest());
    assertThat(one).isNotEqualTo(all("X-Other: 1\n", 0).note().messageDigest());
  }

  @Test
  void whatFailsForOneAccountIsNoHarmToTheOthers() {
    asked.add(0, -1L);
    bench.policies.rows =
        new FilterPolicyRows() {
          @Override
          public FilterSettings settings(FilterScope scope) {
            if (scope.equals(FilterScope.account(-1))) {
              throw new IllegalStateException("broken row");
            }
            return FilterSettings.NOTHING;
          }

          @Override
          public List<ListedSender> senders(FilterScope scope) {
            return List.of();
          }

          @Override
          public List<FilterRule> rules(long account) {
            return List.of();
          }
        };
    List<Judgement> judgements = all().all();
    assertThat(judgements.get(0).decision().outcome()).isEqualTo(Outcome.DEFER);
    assertThat(judgements.get(0).decision().reason()).isEqualTo(DecisionReason.NOT_JUDGED);
    assertThat(judgements.get(0).taken().place()).isEqualTo(Place.MAILBOX);
    assertThat(judgements.get(1).decision().accepted()).isTrue();
  }

  @Test
  void theDelayIsThatOfTheSettings() {
    FilterRun none = new FilterRun(bench.judging, "192.0.2.1", true, Optional.empty());
    assertThat(none.delay(all())).hasSeconds(15);
    set("first-time-delay", "0");
    assertThat(none.delay(all())).isZero();
  }
}
