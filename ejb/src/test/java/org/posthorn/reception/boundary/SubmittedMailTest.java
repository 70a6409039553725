package org.posthorn.reception.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.checks.boundary.IncomingChecks;
import org.posthorn.checks.boundary.MessageCheck;
import org.posthorn.filtering.boundary.Filters;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Handling;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.quota.boundary.Quotas;
import org.posthorn.reception.control.Printers;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.relay.value.Undeliverable;
import org.posthorn.routing.boundary.Routings;
import org.posthorn.sasl.Login;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.session.RefusalEvent;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.submission.boundary.SendingRights;
import org.posthorn.submission.boundary.Submissions;
import org.posthorn.submission.value.SendingGrantInfo;
import org.posthorn.submission.value.SendingGrantInfo.Kind;
import org.posthorn.testkit.MemorySink;
import org.posthorn.transports.boundary.OnDemandDomains;
import org.posthorn.wire.Peer;

/** What people send from their programs, beside what other servers bring. */
class SubmittedMailTest {
  private static final Address ANN = new Address("ann", "posthorn.test");
  private static final Address BEN = new Address("ben", "posthorn.test");
  private static final Address FULL = new Address("full", "posthorn.test");
  private static final Address DEE = new Address("dee", "client.example");
  private static final Optional<Login> LOGIN = Optional.of(new Login(1, ANN.toString()));

  private final List<String> done = new ArrayList<>();
  private final List<Boolean> own = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<SendingGrantInfo> grants = new ArrayList<>();
  private final Set<Long> limited = new HashSet<>();
  private String onDemand = "";
  private final List<Address> written = new ArrayList<>();
  private Reception reception = new Reception();

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // this is the container here
  void wire() {
    Names names = new Names();
    IncomingChecks unchecked =
        new IncomingChecks() {
          @Override
          public Optional<MessageCheck> begin(
              String address, String helo, Optional<Address> sender) {
            return Optional.empty();
          }
        };
    reception =
        Receptions.of(
            Routings.of(names), new Room(), new Queue(), unchecked, Filters.none(), lines);
    SendingRights rights = Submissions.of(names, grants, limited, written);
    reception.rights.submission = rights;
    reception.acceptance.submission = rights;
    reception.acceptance.relay = new Reports();
    reception.onDemand =
        new OnDemandDomains() {
          @Override
          public boolean has(String domain) {
            return domain.equals(onDemand);
          }
        };
  }

  private void printers() {
    reception.rights.house = Printers.at("192.0.2.0/24", 2);
    reception.acceptance.house = reception.rights.house;
  }

  @Test
  void aFullColleagueDoesNotKeepTheMessageBackForTheOthers() {
    SmtpClient program = client(Role.SUBMISSION, LOGIN);
    for (Address each : List.of(BEN, FULL, DEE)) {
      assertThat(
              reception.recipient(open(program, Optional.of(ANN)), Recipient.of(each)).accepted())
          .isTrue();
    }
    accept(program, Optional.of(ANN), BEN, FULL, DEE);
    assertThat(done)
        .containsExactly(
            "FULL to ann@posthorn.test of [full@posthorn.test]",
            "m1 to [ben@posthorn.test, dee@client.example]");
    assertThat(lines.get(1))
        .isEqualTo(
            "event=bounced id=m1 from=<ann@posthorn.test> to=<full@posthorn.test>"
                + " status=5.2.2");
  }

  @Test
  void whenAllAreFullOnlyTheReportIsMade() {
    accept(client(Role.SUBMISSION, LOGIN), Optional.of(ANN), FULL);
    assertThat(done).containsExactly("FULL to ann@posthorn.test of [full@posthorn.test]");
  }

  @Test
  void whereNobodyCanBeToldItIsDelivered() {
    accept(client(Role.SUBMISSION, LOGIN), Optional.empty(), FULL);
    assertThat(done).containsExactly("m1 to [full@posthorn.test]");
  }

  @Test
  void otherServersAreToldInTheSession() {
    SmtpClient server = client(Role.MX, Optional.empty());
    assertThat(reception.recipient(open(server, Optional.of(DEE)), Recipient.of(FULL)))
        .isEqualTo(Verdict.deferred(Reason.MAILBOX_FULL));
    accept(server, Optional.of(DEE), FULL); // it was not full at RCPT
    assertThat(done).containsExactly("m1 to [full@posthorn.test]");
  }

  @Test
  void receiptsAndAutomaticAnswersHaveNoSender() { // RFC 8098 §3, RFC 3834 §3.3
    assertThat(reception.sender(client(Role.SUBMISSION, LOGIN), Optional.empty()).accepted())
        .isTrue();
    assertThat(reception.sender(client(Role.SUBMISSION, LOGIN), Optional.of(BEN)))
        .isEqualTo(Verdict.refused(Reason.SENDER_NOT_OWNED));
    assertThat(reception.sender(client(Role.SUBMISSION, Optional.empty()), Optional.empty()))
        .isEqualTo(Verdict.refused(Reason.SENDER_NOT_OWNED));
  }

  @Test
  void whoMayWriteAsAnotherDoes() {
    SmtpClient ann = client(Role.SUBMISSION, LOGIN);
    grant(Kind.AS);
    assertThat(open(ann, Optional.of(BEN)).sender().accepted()).isTrue();
    assertThat(reception.sender(ann, Optional.of(BEN)).accepted()).isTrue();
    assertThat(reception.senderField(ann, List.of(BEN), Optional.empty())).isEmpty();
  }

  @Test
  void whoWritesOnBehalfOfAnotherIsNamedAndGetsTheReports() { // RFC 5322 §3.6.2
    SmtpClient ann = client(Role.SUBMISSION, LOGIN);
    grant(Kind.ON_BEHALF);
    assertThat(open(ann, Optional.of(BEN)).sender())
        .isEqualTo(Verdict.refused(Reason.SENDER_NOT_OWNED));
    assertThat(reception.sender(ann, Optional.of(BEN)).accepted()).isTrue();
    assertThat(reception.senderField(ann, List.of(BEN), Optional.empty())).contains(ANN);
    assertThat(reception.senderField(ann, List.of(BEN), Optional.of(DEE))).contains(ANN);
    Address tagged = new Address("ann+x", "posthorn.test");
    assertThat(reception.senderField(ann, List.of(BEN), Optional.of(tagged))).contains(tagged);
    assertThat(reception.senderField(ann, List.of(ANN), Optional.of(DEE))).isEmpty();
  }

  private void grant(Kind kind) {
    grants.add(new SendingGrantInfo(1, 2, 1, kind, Instant.EPOCH));
  }

  @Test
  void whoHasSentTooMuchIsToTryAgainLater() {
    limited.add(1L);
    SmtpClient ann = client(Role.SUBMISSION, LOGIN);
    ReceivedMail mail = open(ann, Optional.of(ANN));
    for (Address each : List.of(BEN, DEE)) {
      reception.recipient(mail, Recipient.of(each));
    }
    MemorySink sink = new MemorySink();
    Envelope envelope = Envelope.of(Optional.of(ANN), List.of(BEN, DEE), false, Body.SEVEN_BIT);
    assertThat(reception.finish(mail, "m1", envelope, sink.finish()))
        .hasSize(2)
        .containsOnly(Verdict.deferred(Reason.SENDING_LIMIT));
    assertThat(done).isEmpty();
    accept(ann, Optional.of(ANN), BEN); // a colleague is not counted
  }

  @Test
  void automaticAnswersMakeNobodyACorrespondent() { // RFC 3834 §3.3
    accept(client(Role.SUBMISSION, LOGIN), Optional.empty(), DEE);
    assertThat(written).isEmpty();
    accept(client(Role.SUBMISSION, LOGIN), Optional.of(ANN), DEE, BEN);
    assertThat(written).containsExactly(DEE);
  }

  @Test
  void onlyWhatUsersSubmitIsMarkedAsOurOwn() { // and signed in the name of its author
    accept(client(Role.SUBMISSION, LOGIN), Optional.of(ANN), DEE);
    accept(client(Role.SUBMISSION, LOGIN), Optional.empty(), DEE);
    assertThat(own).containsExactly(true, true);
    accept(client(Role.MX, Optional.empty()), Optional.of(ANN), BEN); // says who says so
    accept(client(Role.LMTP, Optional.empty()), Optional.of(ANN), BEN);
    assertThat(own).containsExactly(true, true, false, false);
  }

  @Test
  void printersOfTheHouseSendToAnybodyInTheNameOfADomainOfOurs() {
    SmtpClient printer = client(Role.MX, Optional.empty());
    assertThat(reception.recipient(open(printer, Optional.of(ANN)), Recipient.of(DEE)))
        .isEqualTo(Verdict.refused(Reason.RELAY_DENIED));
    printers();
    accept(printer, Optional.of(ANN), DEE, BEN);
    assertThat(done).containsExactly("m1 to [dee@client.example, ben@posthorn.test]");
    assertThat(own).containsExactly(true);
    for (Optional<Address> stranger : List.of(Optional.of(DEE), Optional.<Address>empty())) {
      assertThat(reception.recipient(open(printer, stranger), Recipient.of(DEE)))
          .isEqualTo(Verdict.refused(Reason.RELAY_DENIED));
    }
    SmtpClient filter = client(Role.LMTP, Optional.empty());
    assertThat(reception.recipient(open(filter, Optional.of(ANN)), Recipient.of(DEE)))
        .isEqualTo(Verdict.refused(Reason.RELAY_DENIED));
  }

  @Test
  void mailForADomainThatAHostFetchesIsTakenFromAll() { // RFC 2645 §4
    SmtpClient server = client(Role.MX, Optional.empty());
    assertThat(reception.recipient(open(server, Optional.of(DEE)), Recipient.of(DEE)))
        .isEqualTo(Verdict.refused(Reason.RELAY_DENIED));
    onDemand = DEE.domain();
    accept(server, Optional.of(DEE), DEE);
    assertThat(done).containsExactly("m1 to [dee@client.example]");
    assertThat(own).containsExactly(false);
  }

  @Test
  void whatCannotBeFetchedIsNotTakenForADomainThatAHostFetches() { // RFC 8689 §4.2.1
    onDemand = DEE.domain();
    MailOptions required =
        new MailOptions(
            false,
            Body.SEVEN_BIT,
            Optional.empty(),
            Optional.empty(),
            true,
            Handling.NONE,
            List.of());
    for (SmtpClient each :
        List.of(client(Role.MX, Optional.empty()), client(Role.SUBMISSION, LOGIN))) {
      Envelope begun = new Envelope(Optional.of(ANN), List.of(), required);
      ReceivedMail mail = reception.open(each, begun, OptionalLong.of(3));
      assertThat(reception.recipient(mail, Recipient.of(DEE)))
          .isEqualTo(Verdict.refused(Reason.TLS_REQUIRED));
    }
  }

  @Test
  void whatIsRefusedIsToldWithItsMessageId() {
    SmtpClient server = client(Role.MX, Optional.empty());
    ReceivedMail mail = open(server, Optional.of(DEE));
    mail.identify("<m@client.example>");
    SmtpReply reply = SmtpReply.of(550, "5.7.26", "No");
    reception.refused(
        server,
        new RefusalEvent("m1", Optional.of(DEE), List.of(BEN), 1, 3, reply, Optional.of(mail)));
    assertThat(lines.get(0))
        .startsWith("event=refused id=m1 from=<dee@client.example> to=<ben@posthorn.test> size=3")
        .contains(" message-id=\"<m@client.example>\" session=s1 client=192.0.2.1");
  }

  @Test
  void printersHaveALimitOfTheirOwn() {
    printers();
    Printers.set(reception.acceptance.house, Instant.EPOCH);
    SmtpClient printer = client(Role.MX, Optional.empty());
    accept(printer, Optional.of(ANN), DEE);
    accept(printer, Optional.of(ANN), DEE);
    accept(printer, Optional.of(ANN), BEN); // a colleague is not counted
    ReceivedMail third = open(printer, Optional.of(ANN));
    reception.recipient(third, Recipient.of(DEE));
    Envelope envelope = Envelope.of(Optional.of(ANN), List.of(DEE), false, Body.SEVEN_BIT);
    assertThat(reception.finish(third, "m1", envelope, new MemorySink().finish()))
        .containsExactly(Verdict.deferred(Reason.SENDING_LIMIT));
    Printers.set(reception.acceptance.house, Instant.EPOCH.plus(Duration.ofDays(1)));
    accept(printer, Optional.of(ANN), DEE);
  }

  @Test
  void whoHearsOfEachRecipientLosesNoneForTheOthers() { // draft-hall-prdr-00
    Recipient before = // the mailbox is another's by now: RFC 7293 §3.2
        new Recipient(
            BEN,
            Optional.empty(),
            Set.of(),
            Optional.of(new Recipient.ValidSince(Instant.parse("1960-01-01T00:00:00Z"), false)),
            List.of());
    SmtpClient server = client(Role.MX, Optional.empty());
    Envelope both =
        Envelope.of(Optional.of(DEE), List.of(ANN), false, Body.SEVEN_BIT)
            .to(List.of(Recipient.of(ANN), before));
    for (boolean separate : List.of(false, true)) {
      ReceivedMail mail = open(server, Optional.of(DEE));
      if (separate) {
        mail.separate();
      }
      for (Address each : List.of(ANN, BEN)) {
        reception.recipient(mail, Recipient.of(each));
      }
      assertThat(reception.finish(mail, "m1", both, new MemorySink().finish()))
          .containsExactly(
              separate ? Verdict.yes() : Verdict.refused(Reason.REASSIGNED),
              Verdict.refused(Reason.REASSIGNED));
    }
    assertThat(done).containsExactly("m1 to [ann@posthorn.test]");
  }

  private void accept(SmtpClient client, Optional<Address> sender, Address... to) {
    MemorySink sink = new MemorySink();
    sink.write(ByteBuffer.wrap(new byte[3]));
    Envelope envelope = Envelope.of(sender, List.of(to), false, Body.SEVEN_BIT);
    ReceivedMail mail = open(client, sender);
    for (Address each : to) {
      reception.recipient(mail, Recipient.of(each));
    }
    assertThat(reception.finish(mail, "m1", envelope, sink.finish()))
        .hasSize(to.length)
        .allMatch(Verdict::accepted);
  }

  private ReceivedMail open(SmtpClient client, Optional<Address> sender) {
    Envelope begun = Envelope.of(sender, List.of(), false, Body.SEVEN_BIT);
    return reception.open(client, begun, OptionalLong.of(3));
  }

  private static SmtpClient client(Role role, Optional<Login> login) {
    Peer peer = new Peer("s1", "192.0.2.1", 1, "192.0.2.2", 587, Optional.empty());
    return new SmtpClient(peer, role, "client.example", login);
  }

  private static final class Names extends Directory {
    @Override
    public Optional<AccountRef> find(Address address) {
      List<String> names = List.of("", "ann", "ben", "full");
      return Optional.of(names.indexOf(address.localPart().replaceAll("[+].*", "")))
          .filter(id -> id > 0 && ownsDomain(address.domain()))
          .map(id -> new AccountRef(id, address.toString(), false));
    }

    @Override
    public Optional<AliasInfo> alias(Address address) {
      return Optional.empty();
    }

    @Override
    public boolean owns(long account, Address sender) {
      return find(sender).filter(ref -> ref.id() == account).isPresent();
    }

    @Override
    public boolean ownsDomain(String domain) {
      return domain.equals("posthorn.test");
    }
  }

  private static final class Room extends Quotas {
    @Override
    public boolean takes(long account, long octets) {
      return account != 3;
    }
  }

  private final class Queue extends Spool {
    @Override
    public void put(String id, Envelope envelope, Content content) {
      done.add(id + " to " + envelope.addresses());
      own.add(envelope.options().own());
    }
  }

  private final class Reports extends Relay {
    @Override
    public Optional<String> undeliverable(
        String id, Envelope envelope, long content, Undeliverable cause) {
      done.add(cause + " to " + envelope.sender().orElseThrow() + " of " + envelope.addresses());
      return Optional.of(id + "-n");
    }
  }
}
