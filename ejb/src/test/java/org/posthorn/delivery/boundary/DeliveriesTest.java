package org.posthorn.delivery.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.accounts.value.AliasMember;
import org.posthorn.accounts.value.Posting;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.delivery.control.Handovers;
import org.posthorn.filtering.boundary.Filings;
import org.posthorn.filtering.value.Filing;
import org.posthorn.filtering.value.Filing.Place;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Handling;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.boundary.Placement;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.relay.value.Undeliverable;
import org.posthorn.reports.boundary.ReceivedReports;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.spool.value.Delivery;
import org.posthorn.testkit.MemorySink;
import org.posthorn.trace.boundary.MailLogs;

/** Who gets what, with fakes around. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class DeliveriesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant CREATED = NOW.minusSeconds(3600);
  private static final long GONE = 13;
  private static final long UNREADABLE = 14;
  private static final Optional<Address> ANN = Optional.of(new Address("ann", "client.example"));

  private final Map<String, Long> remembered = new TreeMap<>(Map.of("ben", 1L, "cid", 2L));
  private final Map<String, Long> rows = new TreeMap<>(remembered);
  private final List<Long> inboxes = new ArrayList<>(List.of(1L, 2L));
  private final List<String> done = new ArrayList<>();
  private final Set<Long> poisoned = new HashSet<>(); // contents
  private boolean poisonedInbox = true;
  private final Map<String, AliasInfo> aliases = new TreeMap<>();
  private boolean outage;
  private boolean answersFail;
  private final List<String> arrived = new ArrayList<>();
  private boolean exhausted; // the memory
  private final List<String> lines = new ArrayList<>();
  private final Deliveries deliveries = new Deliveries();

  @BeforeEach
  void wire() {
    deliveries.handover =
        Handovers.of(
            new Names(), new Inboxes(), new Contents(), new Outgoing(), MailLogs.to(lines));
    deliveries.contents = new Contents();
    deliveries.spool = new Queue();
  }

  @Test
  void eachGetsItsWayAndALine() {
    deliver("ben@posthorn.test", "ben+x@posthorn.test", "dee@client.example");
    assertThat(done).containsExactly("inbox 1", "relay dee@client.example");
    assertThat(lines)
        .containsExactly(
            "event=delivered id=d1 from=<ann@client.example>"
                + " to=<ben@posthorn.test>,<ben+x@posthorn.test> size=3 mailbox=INBOX");
  }

  @Test
  void successIsReportedToWhoWantsThat() { // RFC 3461 §4.1
    List<Recipient> to =
        List.of(
            new Recipient(
                new Address("ben", "posthorn.test"),
                Optional.empty(),
                Set.of(Recipient.Notify.SUCCESS),
                List.of()),
            Recipient.of(new Address("cid", "posthorn.test")));
    Envelope envelope = new Envelope(ANN, to, MailOptions.NONE);
    deliveries.deliver(List.of(new Delivery("d1", 7, envelope)), 1);
    assertThat(done).contains("inbox 1", "inbox 2").hasSize(3);
    assertThat(done.get(2)).startsWith("delivered ").contains("ben@posthorn.test");
  }

  @Test
  void whatIsSuspectComesToTheMailboxForJunkWhereThereIsOne() { // RFC 7489 §6.3
    Envelope envelope =
        Envelope.of(ANN, addresses("ben@posthorn.test", "cid@posthorn.test"), false, Body.SEVEN_BIT)
            .asSuspect();
    deliveries.deliver(List.of(new Delivery("d1", 7, envelope)), 1);
    assertThat(done).containsExactlyInAnyOrder("inbox 1 at 71 ($Junk)", "inbox 2");
  }

  @Test
  void itIsToldWhereAnAccountHasGotIt() {
    Handovers.change(
        deliveries.handover,
        new Filings() {
          @Override
          public List<Placement> placements(Envelope envelope, long account) {
            return List.of(new Placement(75, Flags.of(List.of("$Label"))));
          }

          @Override
          public String note(Envelope envelope, long account) {
            return "";
          }
        });
    Envelope to = Envelope.of(ANN, addresses("ben@posthorn.test"), false, Body.SEVEN_BIT);
    for (Place place : Place.values()) {
      Envelope filed = Filing.with(to, List.of(new Filing(1, place, "Lists")), Optional.empty());
      deliveries.deliver(List.of(new Delivery("d1", 7, filed)), 1);
    }
    assertThat(lines)
        .extracting(line -> line.replaceAll(".* mailbox=", ""))
        .containsExactly("Lists", "rejects", "junk", "introbox", "Lists");
  }

  @Test
  void aReportThatFillsTheStackKeepsNobodyElseFromTheirMail() {
    Handovers.change(
        deliveries.handover,
        new ReceivedReports() {
          @Override
          public void received(String order, List<Address> recipients, long contentId) {
            throw new StackOverflowError("the test says so");
          }
        });
    deliver("ben@posthorn.test", "dee@client.example");
    assertThat(done).containsExactly("inbox 1", "relay dee@client.example");
  }

  @Test
  void anAliasIsItsMembersEachOnce() { // RFC 5321 §3.9
    alias("all", Optional.empty(), "ben@posthorn.test", "inner@posthorn.test");
    alias("inner", Optional.empty(), "cid@posthorn.test", "ben@posthorn.test");
    deliver("all@posthorn.test", "cid@posthorn.test");
    assertThat(done).containsExactlyInAnyOrder("inbox 1", "inbox 2");
  }

  @Test
  void whoSendsIsToldOfEachRecipientOnceAndOfAnAliasWithItsFirstMember() {
    alias("all", Optional.empty(), "ben@posthorn.test", "cid@posthorn.test");
    deliver("ben@posthorn.test", "all@posthorn.test", "cid@posthorn.test");
    assertThat(arrived)
        .containsExactlyInAnyOrder("ben@posthorn.test", "all@posthorn.test", "cid@posthorn.test");
  }

  @Test
  void whatGoesWrongWhenAnAnswerIsNotedDoesNotBringTheOrderAgain() {
    answersFail = true;
    deliver("ben+d0@posthorn.test");
    assertThat(done).containsExactly("inbox 1");
  }

  @Test
  void aMemberElsewhereWhoIsARecipientTooGetsItOnce() {
    alias("all", Optional.of(new Address("cid", "posthorn.test")), "dee@client.example");
    deliver("all@posthorn.test", "dee@client.example");
    assertThat(done).containsExactly("relay dee@client.example");
  }

  @Test
  void aMemberDoesNotGetWhatTheyHaveSent() {
    alias("all", Optional.empty(), "ann@client.example", "ben@posthorn.test");
    deliver("all@posthorn.test");
    assertThat(done).containsExactly("inbox 1");
  }

  @Test
  void whatWasRefusedIsKeptAndNoReportIsReadFromIt() {
    Envelope report =
        Envelope.of(Optional.empty(), addresses("ben+d0@posthorn.test"), false, Body.SEVEN_BIT);
    Filing rejects = new Filing(1, Filing.Place.REJECTS, "");
    Envelope filed = Filing.with(report, List.of(rejects), Optional.empty());
    deliveries.deliver(List.of(new Delivery("d1", 7, filed)), 1);
    assertThat(done).containsExactly("inbox 1");
  }

  @Test
  void aMembersAccountThatIsGoneIsLeftOut() {
    alias("all", Optional.empty(), "eve@posthorn.test", "ben@posthorn.test");
    deliver("all@posthorn.test");
    assertThat(done).containsExactly("inbox 1");
  }

  @Test
  void anAliasOfNobodyIsUnknown() {
    alias("all", Optional.empty(), "eve@posthorn.test");
    deliver("all@posthorn.test");
    assertThat(done).containsExactly("UNKNOWN all@posthorn.test");
  }

  @Test
  void aliasesInACircleEnd() {
    alias("one", Optional.empty(), "two@posthorn.test", "ben@posthorn.test");
    alias("two", Optional.empty(), "one@posthorn.test");
    deliver("one@posthorn.test");
    assertThat(done).containsExactly("inbox 1");
  }

  @Test
  void membersElsewhereGetItInTheNameOfWhoMindsTheBounces() {
    Address owner = new Address("cid", "posthorn.test");
    alias("all", Optional.of(owner), "dee@client.example", "ben@posthorn.test");
    deliver("all@posthorn.test", "eve@client.example");
    assertThat(done)
        .containsExactly(
            "inbox 1",
            "relay eve@client.example",
            "relay dee@client.example for cid@posthorn.test d1+5");
  }

  private void alias(String name, Optional<Address> bounces, String... members) {
    Address address = new Address(name, "posthorn.test");
    List<AliasMember> all =
        List.of(members).stream()
            .map(each -> new AliasMember(Address.parse(each).orElseThrow(), false))
            .toList();
    aliases.put(
        address.toString(),
        new AliasInfo(5, address, "", Posting.ANYONE, false, false, bounces, all, Instant.EPOCH));
  }

  @Test
  void whatIsKeptBackWaitsInTheOutgoingQueueForColleaguesToo() { // RFC 4865 §4
    Handling later =
        new Handling(
            Optional.of(new Handling.Release(NOW.plusSeconds(60), "for;60")),
            Optional.empty(),
            0,
            "",
            Map.of());
    Envelope envelope =
        Envelope.of(ANN, addresses("ben@posthorn.test", "no@posthorn.test"), false, Body.SEVEN_BIT)
            .with(later);
    deliveries.deliver(List.of(new Delivery("d1", 7, envelope)), 1);
    assertThat(done).containsExactly("UNKNOWN no@posthorn.test", "relay ben@posthorn.test");
  }

  @Test
  void whoHasTheAddressSinceLaterDoesNotGetIt() { // RFC 7293 §4
    List<Recipient> to =
        List.of(
            Recipient.of(new Address("ben", "posthorn.test"))
                .with(new Recipient.ValidSince(CREATED.minusSeconds(1), false)),
            Recipient.of(new Address("cid", "posthorn.test"))
                .with(new Recipient.ValidSince(CREATED, false)));
    Envelope envelope = new Envelope(ANN, to, MailOptions.NONE);
    deliveries.deliver(List.of(new Delivery("d1", 7, envelope)), 1);
    assertThat(done).containsExactly("inbox 2", "REASSIGNED ben@posthorn.test");
  }

  @Test
  void whatHasNoSenderMayBeAReport() { // RFC 3464 §2
    deliveries.deliver(
        List.of(
            new Delivery(
                "d1",
                7,
                Envelope.of(
                    Optional.empty(), addresses("ben+d0@posthorn.test"), false, Body.SEVEN_BIT))),
        1);
    assertThat(done).containsExactly("inbox 1", "report to 1 [ben+d0@posthorn.test]");
    assertThat(lines.get(1)).startsWith("event=reported id=d0");
  }

  @Test
  void theSenderIsToldOfAnAccountThatIsGone() {
    remembered.remove("cid");
    rows.remove("cid");
    deliver("ben@posthorn.test", "cid@posthorn.test");
    assertThat(done).containsExactly("inbox 1", "UNKNOWN cid@posthorn.test");
    assertThat(lines.get(1))
        .isEqualTo(
            "event=bounced id=d1 from=<ann@client.example> to=<cid@posthorn.test>"
                + " status=5.1.1 notice=d1-n");
  }

  @Test
  void theSenderIsToldOfAnAccountThatIsRememberedButGone() {
    rows.remove("cid");
    inboxes.remove(2L);
    deliver("cid@posthorn.test", "ben@posthorn.test");
    assertThat(done).containsExactly("inbox 1", "UNKNOWN cid@posthorn.test");
  }

  @Test
  void anAddressThatAnotherAccountHasByNowIsDelivered() {
    rows.put("cid", 3L);
    inboxes.remove(2L);
    inboxes.add(3L);
    deliver("cid@posthorn.test");
    assertThat(done).containsExactly("inbox 3");
    assertThat(lines).hasSize(1);
  }

  @Test
  void anAccountThatAnotherServerHasJustMadeGetsItsMail() {
    rows.put("eve", 4L);
    inboxes.add(4L);
    deliver("eve@posthorn.test");
    assertThat(done).containsExactly("inbox 4");
  }

  @Test
  void anAccountWithoutInboxDoesNotSwallowMail() {
    inboxes.remove(2L);
    deliver("cid@posthorn.test");
    assertThat(done).containsExactly("UNKNOWN cid@posthorn.test");
  }

  @Test
  void anOrderWithoutOctetsIsLookedForAloneAndThenGivenBackToItsSender() {
    deliveries.deliver(List.of(order(1), order(GONE), order(2)), 1);
    assertThat(done).containsExactly("inbox 1", "inbox 1", "again d13");
    done.clear();
    for (int times = 1; times < Deliveries.LOOKS; times++) {
      int again = times;
      assertThatThrownBy(() -> deliveries.deliver(List.of(order(GONE)), again))
          .isInstanceOf(ContentGone.class);
    }
    assertThat(done).isEmpty();
    deliveries.deliver(List.of(order(GONE)), Deliveries.LOOKS);
    assertThat(done).containsExactly("lost 13", "LOST ben@posthorn.test");
    assertThat(lines.get(2)).contains("event=bounced id=d13").contains("status=5.3.0");
  }

  @Test
  void anOrderThatCannotBeReadNowComesAgainAloneAndStopsNoOther() {
    deliveries.deliver(List.of(order(1), order(UNREADABLE), order(2)), 1);
    assertThat(done).containsExactly("inbox 1", "inbox 1", "again d14");
    assertThatThrownBy(() -> deliveries.deliver(List.of(order(UNREADABLE)), 1))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void anOrderThatFailsWhereverItDoesGoesOnAloneAndTheOthersAreDone() {
    poisoned.add(3L); // in the mailboxes
    poisoned.add(4L); // in the outgoing queue
    poisoned.add(5L); // in the directory
    deliveries.deliver(List.of(order(1), order(3), to("dee", 4), to("broken", 5), order(2)), 1);
    assertThat(done).containsExactly("inbox 1", "inbox 1", "again d5", "again d3", "again d4");
  }

  /** After an OutOfMemoryError nothing is done by halves: the queue brings all of them again. */
  @Test
  void exhaustedMemoryGivesNoOrderUp() {
    exhausted = true;
    for (int times : new int[] {1, Deliveries.TRIES}) {
      assertThatThrownBy(() -> deliveries.deliver(List.of(order(1), order(2)), times))
          .isInstanceOf(OutOfMemoryError.class);
      assertThatThrownBy(() -> deliveries.deliver(List.of(order(1)), times))
          .isInstanceOf(OutOfMemoryError.class);
    }
    assertThat(done).isEmpty();
    exhausted = false;
    deliveries.deliver(List.of(order(1), order(2)), Deliveries.TRIES);
    assertThat(done).containsExactly("inbox 1", "inbox 1");
  }

  @Test
  void whatAllOrdersMeetIsNoReasonToPartThem() {
    poisoned.addAll(List.of(1L, 2L));
    assertThatThrownBy(() -> deliveries.deliver(List.of(order(1), order(2)), 1))
        .isInstanceOf(IllegalStateException.class);
    outage = true;
    assertThatThrownBy(() -> deliveries.deliver(List.of(order(1), order(3)), 1))
        .hasRootCauseInstanceOf(java.sql.SQLException.class);
    assertThat(done).isEmpty();
  }

  @Test
  void anOutageOfDaysLetsNoOrderBeGivenUp() {
    outage = true;
    deliveries.deliver(List.of(order(1)), Deliveries.TRIES);
    deliveries.deliver(List.of(order(2), order(3)), Deliveries.TRIES);
    assertThat(done).containsExactly("again d1", "again d2", "again d3");
  }

  @Test
  void whatFailsForDaysIsGivenBackToItsSenderAsFarAsItWasNotDone() {
    poisoned.add(4L);
    Delivery order =
        new Delivery(
            "d4",
            4,
            Envelope.of(
                ANN,
                List.of(new Address("ben", "posthorn.test"), new Address("dee", "client.example")),
                false,
                Body.SEVEN_BIT));
    poisonedInbox = false;
    assertThatThrownBy(() -> deliveries.deliver(List.of(order), Deliveries.TRIES - 1))
        .isInstanceOf(IllegalArgumentException.class);
    done.clear();
    deliveries.deliver(List.of(order), Deliveries.TRIES);
    assertThat(done).containsExactly("inbox 1", "EXPIRED dee@client.example");
  }

  private static Delivery to(String name, long content) {
    Address address = new Address(name, name.equals("dee") ? "client.example" : "posthorn.test");
    return new Delivery(
        "d" + content, content, Envelope.of(ANN, List.of(address), false, Body.SEVEN_BIT));
  }

  private static Delivery order(long content) {
    Address ben = new Address("ben", "posthorn.test");
    return new Delivery(
        "d" + content, content, Envelope.of(ANN, List.of(ben), false, Body.SEVEN_BIT));
  }

  private static List<Address> addresses(String... recipients) {
    return List.of(recipients).stream().map(r -> Address.parse(r).orElseThrow()).toList();
  }

  private void deliver(String... recipients) {
    List<Address> to = addresses(recipients);
    deliveries.deliver(
        List.of(new Delivery("d1", 7, Envelope.of(ANN, to, false, Body.SEVEN_BIT))), 1);
  }

  private final class Names extends Directory {
    @Override
    public Optional<AccountRef> find(Address address) {
      if (address.localPart().equals("broken")) {
        throw new StackOverflowError("the test says so");
      }
      return in(remembered, address);
    }

    @Override
    public Optional<AccountRef> findAnew(Address address) {
      return in(rows, address);
    }

    @Override
    public Optional<AliasInfo> alias(Address address) {
      return Optional.ofNullable(aliases.get(address.toString()));
    }

    private Optional<AccountRef> in(Map<String, Long> accounts, Address address) {
      return Optional.ofNullable(accounts.get(address.localPart().replaceAll("\\+.*", "")))
          .filter(id -> ownsDomain(address.domain()))
          .map(id -> new AccountRef(id, address.toString(), false, CREATED));
    }

    @Override
    public boolean ownsDomain(String domain) {
      return domain.equals("posthorn.test");
    }
  }

  private final class Inboxes extends Mailboxes {
    @Override
    public Optional<Long> find(long account, SpecialUse use) {
      return Optional.of(70 + account).filter(any -> use == SpecialUse.JUNK && account == 1);
    }

    @Override
    public List<ToAccount> deliver(List<ToAccount> messages) {
      if (exhausted) {
        throw new OutOfMemoryError("the test says so");
      }
      if (outage) {
        throw new IllegalStateException(new java.sql.SQLException("the test says so", "08006"));
      }
      if (poisonedInbox && messages.stream().anyMatch(m -> poisoned.contains(number(m)))) {
        throw new IllegalStateException("the test says so");
      }
      messages.stream()
          .filter(each -> inboxes.contains(each.account()))
          .forEach(
              each -> {
                done.add("inbox " + each.account() + places(each));
                each.path().arrived().forEach(address -> arrived.add(address.toString()));
              });
      return messages.stream().filter(each -> !inboxes.contains(each.account())).toList();
    }
  }

  private static long number(Mailboxes.ToAccount message) {
    return Long.parseLong(message.deliveryId().substring(1));
  }

  private final class Queue extends Spool {
    @Override
    public void putAlone(Delivery order) {
      done.add("again " + order.id());
    }
  }

  private static final class Unreadable implements Content {
    @Override
    public long id() {
      return UNREADABLE;
    }

    @Override
    public long size() {
      throw new UncheckedIOException(new IOException("bad sector"));
    }

    @Override
    public int read(long offset, ByteBuffer target) {
      throw new UncheckedIOException(new IOException("bad sector"));
    }

    @Override
    public void requireReadable() {
      throw new UncheckedIOException(new IOException("bad sector"));
    }
  }

  private static final class Lost implements Content {
    @Override
    public long id() {
      return GONE;
    }

    @Override
    public long size() {
      throw new ContentGone(GONE);
    }

    @Override
    public int read(long offset, ByteBuffer target) {
      throw new ContentGone(GONE);
    }

    @Override
    public void requireReadable() {
      throw new ContentGone(GONE);
    }
  }

  private final class Contents extends ContentStore {
    @Override
    public void lost(long id) {
      done.add("lost " + id);
    }

    @Override
    public Content content(long id) {
      if (id == GONE) {
        return new Lost();
      }
      if (id == UNREADABLE) {
        return new Unreadable();
      }
      MemorySink sink = new MemorySink();
      sink.write(ByteBuffer.wrap(new byte[3]));
      return sink.finish();
    }
  }

  private static String places(Mailboxes.ToAccount message) {
    return message.placements().stream()
        .map(each -> " at " + each.mailbox() + " (" + each.flags().keywords().get(0) + ")")
        .collect(Collectors.joining());
  }

  private final class Outgoing extends Relay {
    @Override
    public boolean keepsBack(Envelope envelope) {
      return envelope.handling().waits(NOW);
    }

    @Override
    public void enqueue(String id, Envelope envelope, long content) {
      if (poisoned.contains(content)) {
        throw new IllegalArgumentException("the test says so");
      }
      String list = id.indexOf('+') < 0 ? "" : " for " + envelope.sender().orElseThrow() + " " + id;
      envelope.addresses().forEach(each -> done.add("relay " + each + list));
    }

    @Override
    public Optional<String> undeliverable(
        String id, Envelope envelope, long content, Undeliverable cause) {
      envelope.addresses().forEach(each -> done.add(cause + " " + each));
      return Optional.of(id + "-n");
    }

    @Override
    public List<String> reported(long account, List<Address> to, long content) {
      done.add("report to " + account + " " + to);
      return List.of("d0");
    }

    @Override
    public void answered(long account, List<Address> to) {
      if (answersFail) {
        throw new IllegalStateException("the test says so");
      }
    }

    @Override
    public void delivered(String id, Envelope envelope, long content) {
      done.add("delivered " + envelope.addresses());
    }
  }
}
