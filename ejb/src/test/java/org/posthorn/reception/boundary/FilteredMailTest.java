package org.posthorn.reception.boundary;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.accounts.value.AliasMember;
import org.posthorn.accounts.value.Posting;
import org.posthorn.checks.boundary.Checks;
import org.posthorn.checks.boundary.IncomingChecks;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.filtering.boundary.Filters;
import org.posthorn.filtering.boundary.IncomingFilter;
import org.posthorn.filtering.boundary.MessageFilter;
import org.posthorn.filtering.control.ToldJudging;
import org.posthorn.filtering.value.Decision;
import org.posthorn.filtering.value.Decision.Outcome;
import org.posthorn.filtering.value.DecisionReason;
import org.posthorn.filtering.value.Filing;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Recipient.Notify;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.mailauth.arc.ArcResult;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.DmarcVerdict;
import org.posthorn.mailauth.results.Iprev;
import org.posthorn.mailauth.spf.SpfResult;
import org.posthorn.mailauth.spf.SpfVerdict;
import org.posthorn.quota.boundary.Quotas;
import org.posthorn.routing.boundary.Routings;
import org.posthorn.smtp.session.Examination;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.testkit.MemorySink;
import org.posthorn.threads.Background;
import org.posthorn.transports.boundary.OnDemandDomains;
import org.posthorn.wire.Peer;

/** What becomes of a message that some of those whom it reaches do not want. */
class FilteredMailTest {
  private static final Address DEE = new Address("dee", "client.example");
  private static final Address ANN = local("ann");
  private static final Address ANN_TOO = local("ann+1");
  private static final Address BEN = local("ben");
  private static final Address ALL = local("all");
  private static final Address WIDE = local("wide");
  private static final Address REPORTS = local("ann+reports");
  private static final Verdict NO = Verdict.refused(Reason.POLICY);
  private static final Verdict LATER = Verdict.deferred(Reason.SYSTEM);

  private final Map<Long, Decision> said = new HashMap<>();
  private final Set<Long> told = new HashSet<>();
  private final List<String> done = new ArrayList<>();
  private final List<Recipient> recipients = new ArrayList<>();
  private final ScheduledExecutorService clock = Background.clock("test");
  private Reception reception = new Reception();
  private String fields = "";
  private boolean unwanted;
  private DmarcPolicy disposition = DmarcPolicy.NONE;
  private final List<String> counted = new ArrayList<>();
  private final List<Boolean> doubted = new ArrayList<>();

  private static Address local(String name) {
    return new Address(name, "posthorn.test");
  }

  @BeforeEach
  void wire() {
    reception = reception(Filters.by(new ToldJudging(said, told), clock));
    say(1, Outcome.ACCEPT);
    say(2, Outcome.ACCEPT);
  }

  private Reception reception(IncomingFilter filter) {
    return Receptions.of(
        Routings.of(new Names()), new Room(), new Queue(), checks(), filter, new ArrayList<>());
  }

  private IncomingChecks checks() {
    return Checks.finding(
        results(),
        Runnable::run,
        clock,
        REPORTS::equals,
        (found, exception) -> counted.add(found.disposition().text() + " " + exception));
  }

  @AfterEach
  void stop() {
    clock.shutdownNow();
  }

  private void say(long account, Outcome outcome) {
    said.put(account, new Decision(outcome, DecisionReason.AUTHOR, "", false));
  }

  private void say(long account, Outcome outcome, DecisionReason reason) {
    said.put(account, new Decision(outcome, reason, "", false));
  }

  private CheckResults results() {
    return new CheckResults(
        new Iprev.Result(AuthStatus.PASS, Optional.empty()),
        new SpfVerdict(SpfResult.PASS, "client.example", "", "", Optional.empty()),
        List.of(),
        new ArcResult(AuthStatus.NONE, "", List.of(), List.of(), false),
        new DmarcVerdict(
            AuthStatus.PASS,
            "client.example",
            "",
            Optional.empty(),
            true,
            true,
            DmarcPolicy.NONE,
            DmarcPolicy.NONE),
        disposition,
        "Checked: yes\r\n");
  }

  private List<Verdict> each(Address... to) throws Exception {
    return receive(true, to);
  }

  private List<Verdict> all(Address... to) throws Exception {
    return receive(false, to);
  }

  private List<Verdict> receive(boolean separate, Address... to) throws Exception {
    Peer peer = new Peer("s1", "192.0.2.1", 1, "192.0.2.2", 25, Optional.empty());
    SmtpClient server = new SmtpClient(peer, Role.MX, "client.example", Optional.empty());
    Envelope begun = Envelope.of(Optional.of(DEE), List.of(), false, Body.SEVEN_BIT);
    ReceivedMail mail = reception.open(server, begun, OptionalLong.of(3));
    if (separate) {
      mail.separate();
    }
    for (Address each : to) {
      assertThat(reception.recipient(mail, Recipient.of(each)).accepted()).isTrue();
    }
    mail.show(ByteBuffer.wrap("From: dee@client.example\r\n\r\nx\r\n".getBytes(US_ASCII)));
    Examination examination =
        mail.examine("mx", Optional.of(List.of(DEE))).get(5, TimeUnit.SECONDS);
    fields = examination.fields();
    if (!examination.verdict().accepted()) {
      return List.of(examination.verdict());
    }
    List<Recipient> recipients = Stream.of(to).map(Recipient::of).toList();
    List<Verdict> verdicts =
        reception.finish(mail, "m1", begun.to(recipients), new MemorySink().finish());
    unwanted = mail.unwanted();
    doubted.clear();
    Stream.of(to).map(mail::doubted).forEach(doubted::add);
    return verdicts;
  }

  @Test
  void whoeverRefusesIsNotReachedByAnotherAddress() throws Exception { // draft-hall-prdr-00
    say(1, Outcome.REFUSE);
    assertThat(each(ANN, ANN_TOO)).containsExactly(NO, NO);
    assertThat(done).containsExactly("m1+unwanted to [ann@posthorn.test] 1 REJECTS");
  }

  @Test
  void aMemberWhoRefusesGetsTheListsMailAmongTheJunkOnly() throws Exception {
    say(1, Outcome.REFUSE);
    assertThat(each(ANN, ALL)).containsExactly(NO, Verdict.yes());
    assertThat(each(ALL, ANN)).containsExactly(Verdict.yes(), NO);
    String listed = "m1 to [all@posthorn.test] 1 JUNK 2 MAILBOX";
    assertThat(done).containsExactly(listed, listed);
  }

  @Test
  void withOneReplyItComesToTheJunkOfThoseWhoDoNotWantIt() throws Exception {
    say(1, Outcome.DEFER);
    assertThat(all(ANN, BEN, ANN_TOO)).containsOnly(Verdict.yes());
    assertThat(done).hasSize(1);
    assertThat(done.get(0)).endsWith(" 1 JUNK 2 MAILBOX");
  }

  @Test
  void nobodysRefusalIsFinalForThoseWhoOnlyDefer() throws Exception {
    say(1, Outcome.REFUSE);
    say(2, Outcome.DEFER);
    assertThat(all(ANN, BEN)).containsOnly(LATER);
    say(2, Outcome.CHALLENGE);
    assertThat(all(ANN, BEN)).containsOnly(NO);
    say(1, Outcome.CHALLENGE);
    assertThat(all(ANN, BEN)).containsOnly(new Verdict.Challenged("(pass:x)"));
  }

  @Test
  void whoseMailNobodyWantsIsSlowedUnlessItMayBeGood() throws Exception {
    for (Outcome junk : List.of(Outcome.DEFER, Outcome.REFUSE, Outcome.LIMIT)) {
      say(1, junk);
      all(ANN);
      assertThat(unwanted).as(junk.name()).isTrue();
      all(ANN, BEN);
      assertThat(unwanted).as(junk + ", but another wants it").isFalse();
    }
    for (Outcome other : List.of(Outcome.CHALLENGE, Outcome.NOT_AUTHENTIC, Outcome.ACCEPT)) {
      say(1, other);
      all(ANN);
      assertThat(unwanted).as(other.name()).isFalse();
    }
    said.remove(1L); // it could not be asked
    all(ANN);
    assertThat(unwanted).isFalse();
    say(1, Outcome.DEFER);
    all(WIDE);
    assertThat(unwanted).as("members elsewhere get it").isFalse();
  }

  @Test
  void whatCouldNotBeProvedIsNotTakenForJunk() throws Exception {
    say(1, Outcome.DEFER, DecisionReason.NOT_PROVED); // DNS did not answer
    all(ANN);
    assertThat(unwanted).isFalse();
    say(1, Outcome.NOT_AUTHENTIC);
    said.remove(2L); // could not be asked
    all(ANN, BEN);
    assertThat(unwanted).isFalse();
    say(1, Outcome.DEFER);
    all(ANN, BEN);
    assertThat(unwanted).isTrue();
  }

  private List<String> countedOf(Reception here, Address... to) throws Exception {
    counted.clear();
    reception = here;
    reception.checks = checks();
    all(to);
    return counted;
  }

  @Test
  void whatIsTakenIsCountedOnceAndWhatIsToComeAgainIsNot() throws Exception {
    Reception here = reception;
    assertThat(countedOf(here, ANN, BEN)).containsExactly("none ");
    for (Outcome other : List.of(Outcome.DEFER, Outcome.LIMIT, Outcome.REFUSE, Outcome.CHALLENGE)) {
      say(1, other);
      assertThat(countedOf(here, ANN)).as(other.name()).isEmpty();
    }
    assertThat(countedOf(here, ANN, BEN)).containsExactly("none ");
    said.remove(1L);
    assertThat(countedOf(here, ANN)).isEmpty();
  }

  @Test
  void whatBecameOfMailIsCountedAsItWasAnswered() throws Exception { // RFC 9990 §3.1.6
    Reception here = reception;
    disposition = DmarcPolicy.REJECT;
    say(1, Outcome.NOT_AUTHENTIC, DecisionReason.DMARC_POLICY);
    assertThat(countedOf(here, ANN)).containsExactly("reject ");
    say(1, Outcome.ACCEPT, DecisionReason.LIST_ALLOW);
    assertThat(countedOf(here, ANN)).containsExactly("reject mailing_list");
    assertThat(countedOf(here, ANN, ALL)).as("one answer for all").containsExactly("reject ");
    say(1, Outcome.REFUSE, DecisionReason.DENIED);
    assertThat(countedOf(here, ANN)).as("not by the policy").isEmpty();
    disposition = DmarcPolicy.QUARANTINE;
    say(1, Outcome.ACCEPT, DecisionReason.ALLOWED);
    assertThat(countedOf(here, ANN)).containsExactly("quarantine local_policy");
  }

  @Test
  void forgedMailIsNotPassedOnToAHostThatFetchesIt() throws Exception {
    disposition = DmarcPolicy.REJECT;
    reception = reception(Filters.by(new ToldJudging(said, told), clock));
    reception.onDemand =
        new OnDemandDomains() {
          @Override
          public boolean has(String domain) {
            return domain.equals("branch.example");
          }
        };
    say(1, Outcome.ACCEPT, DecisionReason.LIST_ALLOW);
    assertThat(each(ANN, new Address("far", "branch.example")))
        .containsExactly(Verdict.yes(), Verdict.refused(Reason.NOT_AUTHENTIC));
  }

  @Test
  void whereThereIsNoFilterMailIsCountedToo() throws Exception {
    Reception here =
        reception(
            new IncomingFilter() {
              @Override
              public Optional<MessageFilter> begin(
                  String client, boolean tls, Optional<Address> sender) {
                return Optional.empty();
              }
            });
    assertThat(countedOf(here, ANN)).containsExactly("none ");
    disposition = DmarcPolicy.REJECT;
    assertThat(countedOf(here, ANN)).containsExactly("reject ");
  }

  @Test
  void reportsAreNotCounted() throws Exception {
    Reception here = reception;
    assertThat(countedOf(here, REPORTS)).isEmpty();
    assertThat(countedOf(here, REPORTS, BEN)).hasSize(1);
  }

  @Test
  void whoIsToKnowIsToldOfThoseToWhomItLooksUnwanted() throws Exception {
    told.add(1L);
    say(1, Outcome.DEFER);
    each(ANN_TOO, BEN, ALL);
    assertThat(doubted).containsExactly(true, false, true);
    told.clear();
    each(ANN_TOO, BEN, ALL);
    assertThat(doubted).containsOnly(false);
  }

  @Test
  void nobodyHereRefusesForMembersElsewhere() throws Exception {
    say(1, Outcome.DEFER);
    assertThat(all(WIDE)).containsExactly(Verdict.yes());
    assertThat(each(WIDE, ANN)).containsExactly(Verdict.yes(), LATER);
    assertThat(done).containsOnly("m1 to [wide@posthorn.test] 1 JUNK").hasSize(2);
  }

  @Test
  void theReasonIsToldToNobodyElse() throws Exception {
    all(ANN, ANN_TOO);
    assertThat(fields).isEqualTo("X-Posthorn-Reason: msgfromfull\r\nChecked: yes\r\n");
    all(ANN, BEN);
    assertThat(fields).isEqualTo("Checked: yes\r\n");
    all(WIDE);
    assertThat(fields).isEqualTo("Checked: yes\r\n");
  }

  @Test
  void whatIsKeptIsReportedToNobody() throws Exception {
    say(1, Outcome.DEFER);
    assertThat(all(ANN)).containsExactly(LATER);
    assertThat(recipients).hasSize(1);
    assertThat(recipients.get(0).notifyOn()).containsExactly(Notify.NEVER);
  }

  @Test
  void whatFailsForOneIsNoHarmToTheOthers() throws Exception {
    said.remove(1L);
    assertThat(all(ANN, BEN)).containsOnly(Verdict.yes());
    assertThat(done)
        .containsExactly("m1 to [ann@posthorn.test, ben@posthorn.test] 1 MAILBOX 2 MAILBOX");
    assertThat(all(ANN)).containsExactly(LATER);
  }

  @Test
  void whereThereIsNoThreadForItItIsToComeLater() throws Exception {
    Executor busy =
        work -> {
          throw new RejectedExecutionException();
        };
    disposition = DmarcPolicy.REJECT;
    reception.checks =
        Checks.finding(results(), busy, clock, any -> false, (found, why) -> counted.add(why));
    assertThat(all(ANN)).containsExactly(LATER);
    assertThat(counted).isEmpty();
  }

  private static final class Names extends Directory {
    @Override
    public Optional<AccountRef> find(Address address) {
      List<String> names = List.of("", "ann", "ben");
      return Optional.of(names.indexOf(address.localPart().replaceAll("[+].*", "")))
          .filter(id -> id > 0 && ownsDomain(address.domain()))
          .map(id -> new AccountRef(id, names.get(id) + "@posthorn.test", false));
    }

    @Override
    public Optional<AliasInfo> alias(Address address) {
      if (address.equals(ALL)) {
        return Optional.of(list(7, Optional.empty(), ANN, BEN));
      }
      return address.equals(WIDE)
          ? Optional.of(list(8, Optional.of(BEN), ANN, new Address("far", "other.example")))
          : Optional.empty();
    }

    private static AliasInfo list(long id, Optional<Address> bounces, Address... members) {
      List<AliasMember> all = Stream.of(members).map(each -> new AliasMember(each, false)).toList();
      return new AliasInfo(id, ALL, "", Posting.ANYONE, false, false, bounces, all, Instant.EPOCH);
    }

    @Override
    public boolean ownsDomain(String domain) {
      return domain.equals("posthorn.test");
    }
  }

  private static final class Room extends Quotas {
    @Override
    public boolean takes(long account, long octets) {
      return true;
    }
  }

  private final class Queue extends Spool {
    @Override
    public void put(String id, Envelope envelope, Content content) {
      StringBuilder text = new StringBuilder(id + " to " + envelope.addresses());
      for (long account = 1; account <= 2; account++) {
        long whose = account;
        Filing.of(envelope, account)
            .ifPresent(filing -> text.append(" ").append(whose).append(" ").append(filing.place()));
      }
      done.add(text.toString());
      recipients.addAll(envelope.recipients());
    }
  }
}
