package org.posthorn.relay.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Handling;
import org.posthorn.kernel.Handling.Release;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.relay.boundary.OnDemandMail;
import org.posthorn.relay.boundary.OutgoingQueues;
import org.posthorn.sasl.Login;
import org.posthorn.smtp.client.ClientAction;
import org.posthorn.smtp.client.ClientSession;
import org.posthorn.smtp.client.ClientSettings;
import org.posthorn.smtp.client.StartTls;
import org.posthorn.smtp.session.OnDemand;
import org.posthorn.smtp.session.OnDemandFetch;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.testkit.FakeWire;

/** Mail of some domains waits until a host fetches it. RFC 2645. */
@OnBothDatabases
class FetchedMailTest extends AttemptsFixture {
  private static final Optional<Address> ANN = Address.parse("ann@posthorn.test");
  private static final Login BRANCH = new Login(7, "branch@posthorn.test");

  private final Bench bench;
  private final OnDemandMail relay;

  FetchedMailTest(TestDatabase database) {
    super(database);
    bench = bench("posthorn.relay.retry", "PT1H,PT1H");
    bench.onDemand.put("branch.test", 7L);
    bench.onDemand.put("shop.test", 7L);
    bench.onDemand.put("other.test", 8L);
    relay = OutgoingQueues.onDemand(bench.given, bench.fetched);
  }

  private void enqueue(Handling handling, String... recipients) {
    List<Address> to = List.of(recipients).stream().map(AttemptsFixture::address).toList();
    long content = bench.contents.add("From: ann@posthorn.test\r\nSubject: hi\r\n\r\nbody\r\n");
    bench.relay.enqueue(
        UUID.randomUUID().toString(),
        Envelope.of(ANN, to, false, Body.SEVEN_BIT).with(handling),
        content);
  }

  private OnDemand ask(String... domains) {
    SmtpClient client =
        new SmtpClient(FakeWire.anyPeer(), Role.ODMR, "branch.test", Optional.of(BRANCH));
    return relay.fetch(client, List.of(domains));
  }

  private OnDemandFetch begun(String... domains) {
    return ((OnDemand.Begun) ask(domains)).fetch();
  }

  /** Sends the mail at hand to a host that answers each recipient so. */
  private static ClientSession send(OnDemandFetch fetch, Map<String, String> answers) {
    ClientSettings settings =
        new ClientSettings("mx.posthorn.test", StartTls.NEVER, Optional.empty(), false, true);
    ClientSession session = new ClientSession(settings, fetch.mail());
    String reply = "220 branch.test\r\n";
    ClientAction action = session.next();
    while (!(action instanceof ClientAction.Keep || action instanceof ClientAction.Close)) {
      if (action instanceof ClientAction.Receive) {
        session.received(ByteBuffer.wrap(reply.getBytes(US_ASCII)));
      } else if (action instanceof ClientAction.Send send) {
        String command = US_ASCII.decode(send.octets()).toString();
        reply =
            command.startsWith("RCPT")
                ? answers.getOrDefault(name(command), "250 ok") + "\r\n"
                : command.startsWith("DATA") ? "354 go\r\n" : "250 ok\r\n";
      } else {
        reply = answers.getOrDefault("", "250 taken") + "\r\n";
      }
      action = session.next();
    }
    return session;
  }

  private static String name(String command) {
    return command.substring(command.indexOf('<') + 1, command.indexOf('@'));
  }

  private void sent(OnDemandFetch fetch, ClientSession session) {
    assertThat(relay.sent(fetch, session)).isCompletedWithValue(true);
  }

  private void fetchAll(Map<String, String> answers) {
    OnDemandFetch fetch = begun();
    do {
      sent(fetch, send(fetch, answers));
    } while (relay.next(fetch));
  }

  @Test
  void itWaitsHoweverOftenItIsDueAndIsDoneWhenTheHostHasIt() {
    enqueue(Handling.NONE, "x@branch.test", "y@branch.test", "z@elsewhere.test");
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(1); // elsewhere
    assertThat(states()).isEqualTo("x WAITING 1, y WAITING 1, z DELIVERED 1");
    fetchAll(Map.of());
    assertThat(states()).isEqualTo("x DELIVERED 2, y DELIVERED 2, z DELIVERED 1");
    assertThat(ask()).isEqualTo(new OnDemand.Nothing());
    assertThat(bench.log).anyMatch(line -> line.startsWith("event=relayed"));
  }

  @Test
  void theSameIsJudgedAsOfAnyOtherAttempt() {
    enqueue(Handling.NONE, "no@branch.test", "later@branch.test", "yes@branch.test");
    fetchAll(Map.of("no", "550 5.1.1 who?", "later", "451 4.3.0 busy"));
    assertThat(states()).isEqualTo("no FAILED 1, later WAITING 0, yes DELIVERED 1");
    assertThat(bench.notified.to()).containsExactly(ANN.orElseThrow());
    fetchAll(Map.of()); // not due for an hour, but its host is there
    assertThat(states()).isEqualTo("no FAILED 1, later DELIVERED 1, yes DELIVERED 1");
  }

  @Test
  void nobodyGetsTheSameTwiceInOneConnection() {
    enqueue(Handling.NONE, "later@branch.test");
    enqueue(Handling.NONE, "y@shop.test");
    OnDemandFetch fetch = begun();
    sent(fetch, send(fetch, Map.of("later", "451 4.3.0 busy")));
    assertThat(relay.next(fetch)).isTrue();
    sent(fetch, send(fetch, Map.of()));
    assertThat(relay.next(fetch)).isFalse();
    assertThat(states()).isEqualTo("later WAITING 0, y DELIVERED 1");
  }

  @Test
  void whatNoReplyCameToIsKept() {
    enqueue(Handling.NONE, "x@branch.test");
    OnDemandFetch fetch = begun();
    ClientSession gone =
        new ClientSession(new ClientSettings("mx.posthorn.test", StartTls.NEVER), fetch.mail());
    gone.disconnected("The host closed the connection");
    sent(fetch, gone);
    assertThat(states()).isEqualTo("x WAITING 0");
    assertThat(bench.claims.count()).isZero();
    fetchAll(Map.of());
    assertThat(states()).isEqualTo("x DELIVERED 1");
  }

  @Test
  void theAnswerToOneMailIsNotWrittenDownForAnother() {
    enqueue(Handling.NONE, "x@branch.test");
    enqueue(Handling.NONE, "x@branch.test");
    OnDemandFetch fetch = begun();
    ClientSession first = send(fetch, Map.of());
    sent(fetch, first);
    assertThat(relay.next(fetch)).isTrue();
    assertThatThrownBy(() -> sent(fetch, first)).isInstanceOf(IllegalArgumentException.class);
    assertThat(states()).isEqualTo("x DELIVERED 1, x WAITING 0");
    assertThat(bench.claims.count()).isZero();
    fetchAll(Map.of());
    assertThat(states()).isEqualTo("x DELIVERED 1, x DELIVERED 1");
  }

  @Test
  void whileOneFetchesItNobodyElseDoes() {
    enqueue(Handling.NONE, "x@branch.test");
    OnDemandFetch first = begun();
    assertThat(ask()).isEqualTo(new OnDemand.Nothing());
    bench.deliverDue();
    assertThat(states()).isEqualTo("x WAITING 0");
    sent(first, send(first, Map.of()));
    assertThat(states()).isEqualTo("x DELIVERED 1");
  }

  @Test
  void ofWhatNobodyTellsTheEndTheRowsAreFreeInTheEnd() {
    enqueue(Handling.NONE, "x@branch.test");
    begun();
    bench.clock.forward(Duration.ofMinutes(59));
    bench.claims.releaseEnded();
    assertThat(ask()).isEqualTo(new OnDemand.Nothing());
    bench.clock.forward(Duration.ofMinutes(2));
    bench.claims.releaseEnded();
    fetchAll(Map.of());
    assertThat(states()).isEqualTo("x DELIVERED 1");
  }

  @Test
  void onlyWhatWasGivenToTheAccountIsFetched() {
    enqueue(Handling.NONE, "x@other.test", "y@elsewhere.test");
    assertThat(ask()).isEqualTo(new OnDemand.Nothing());
    assertThat(ask("branch.test", "other.test")).isEqualTo(new OnDemand.Refused());
    enqueue(Handling.NONE, "x@shop.test");
    assertThat(ask("branch.test")).isEqualTo(new OnDemand.Nothing());
    assertThat(begun("shop.test").mail().recipients()).containsExactly(address("x@shop.test"));
  }

  @Test
  void whatIsHeldOrKeptBackByItsAuthorStays() { // RFC 4865 §4
    Instant until = bench.clock.instant().plus(Duration.ofHours(9));
    Release release = new Release(until, "for;32400");
    enqueue(new Handling(Optional.of(release), Optional.empty(), 0, "", Map.of()), "x@branch.test");
    assertThat(ask()).isEqualTo(new OnDemand.Nothing());
  }

  @Test
  void aMessageThatCannotBeReadDoesNotKeepTheNextBack() {
    enqueue(Handling.NONE, "x@branch.test");
    bench.contents.damage(0);
    enqueue(Handling.NONE, "y@branch.test");
    List<String> given = new ArrayList<>();
    OnDemandFetch fetch = begun();
    given.addAll(fetch.mail().recipients().stream().map(Address::localPart).toList());
    sent(fetch, send(fetch, Map.of()));
    assertThat(relay.next(fetch)).isFalse();
    assertThat(given).containsExactly("y");
    assertThat(states()).isEqualTo("x FAILED 1, y DELIVERED 1");
  }

  @Test
  void whatIsNotFetchedInTimeComesBackToItsSender() {
    enqueue(Handling.NONE, "x@branch.test");
    for (int i = 0; i < 3; i++) {
      bench.deliverDue();
      bench.clock.forward(Duration.ofHours(2));
    }
    assertThat(states()).isEqualTo("x FAILED 3");
    assertThat(bench.notified.texts()).hasSize(1);
    assertThat(bench.notified.texts().get(0)).contains("4.4.1");
  }

  @Test
  void howeverOftenTheHostPutsItOffItIsKeptAsLongAsAnyOther() {
    enqueue(Handling.NONE, "x@branch.test");
    bench.deliverDue();
    for (int i = 0; i < 20; i++) {
      bench.clock.forward(Duration.ofMinutes(1));
      fetchAll(Map.of("x", "451 4.3.0 busy"));
    }
    assertThat(states()).isEqualTo("x WAITING 1");
    assertThat(bench.notified.texts()).isEmpty();
    bench.clock.forward(Duration.ofMinutes(41));
    bench.deliverDue(); // as was planned
    assertThat(states()).isEqualTo("x WAITING 2");
  }

  @Test
  void whatIsPutOffIsTriedAsPlannedThoughItsAnnouncementIsLost() {
    enqueue(Handling.NONE, "x@branch.test");
    bench.deliverDue();
    OnDemandFetch fetch = begun();
    bench.clock.forward(Duration.ofHours(2));
    bench.deliverDue(); // comes while it is fetched
    sent(fetch, send(fetch, Map.of("x", "451 4.3.0 busy")));
    bench.clock.forward(Duration.ofMinutes(10));
    bench.recovery.requeue();
    bench.deliverDue();
    assertThat(states()).isEqualTo("x WAITING 2");
  }

  @Test
  void oneThatEndsEachConnectionDoesNotKeepTheOthersBack() {
    enqueue(Handling.NONE, "bad@branch.test");
    enqueue(Handling.NONE, "y@shop.test");
    bench.deliverDue();
    bench.clock.forward(Duration.ofMinutes(1));
    OnDemandFetch first = begun();
    assertThat(first.mail().recipients()).containsExactly(address("bad@branch.test"));
    ClientSession gone = session(first);
    gone.disconnected("The host closed the connection");
    sent(first, gone);
    OnDemandFetch second = begun();
    assertThat(second.mail().recipients()).containsExactly(address("y@shop.test"));
    sent(second, send(second, Map.of()));
    assertThat(relay.next(second)).isTrue();
    assertThat(second.mail().recipients()).containsExactly(address("bad@branch.test"));
  }

  private static ClientSession session(OnDemandFetch fetch) {
    return new ClientSession(new ClientSettings("mx.posthorn.test", StartTls.NEVER), fetch.mail());
  }

  @ParameterizedTest
  @ValueSource(strings = {"554 no\r\n", "220 mx.posthorn.test\r\n"})
  void aHostThatIsNoServerDoesNotSendItsMailBack(String greeting) {
    enqueue(Handling.NONE, "x@branch.test");
    OnDemandFetch fetch = begun();
    ClientSession session = session(fetch);
    session.received(ByteBuffer.wrap(greeting.getBytes(US_ASCII)));
    sent(fetch, session);
    assertThat(states()).isEqualTo("x WAITING 0");
    fetchAll(Map.of());
    assertThat(states()).isEqualTo("x DELIVERED 1");
  }

  @Test
  void whatIsNeverGivenOutComesBackAtOnce() { // RFC 8689 §4.2.1
    long content = bench.contents.add("Subject: hi\r\n\r\nbody\r\n");
    MailOptions options =
        new MailOptions(
            false,
            Body.SEVEN_BIT,
            Optional.empty(),
            Optional.empty(),
            true,
            Handling.NONE,
            List.of());
    List<Recipient> to = List.of(Recipient.of(address("x@branch.test")));
    bench.relay.enqueue(UUID.randomUUID().toString(), new Envelope(ANN, to, options), content);
    assertThat(ask()).isEqualTo(new OnDemand.Nothing());
    bench.deliverDue();
    assertThat(states()).isEqualTo("x FAILED 1");
    assertThat(bench.notified.texts()).hasSize(1);
    assertThat(bench.notified.texts().get(0)).contains("5.7.30");
  }

  @Test
  void whileTheDatabaseIsAwayAnotherThreadInsists() {
    List<Runnable> others = new ArrayList<>();
    enqueue(Handling.NONE, "x@branch.test");
    OnDemandFetch fetch = begun();
    bench.workers = others::add;
    bench.away = 1;
    CompletableFuture<Boolean> written = relay.sent(fetch, send(fetch, Map.of()));
    assertThat(written).isNotDone();
    bench.clock.forward(Duration.ofDays(1));
    bench.claims.releaseEnded();
    assertThat(ask()).isEqualTo(new OnDemand.Nothing()); // nobody else sends it
    others.forEach(Runnable::run);
    assertThat(written).isCompletedWithValue(true);
    assertThat(states()).isEqualTo("x DELIVERED 1");
    assertThat(bench.claims.count()).isZero();
  }

  @Test
  void aDomainThatIsTakenBackIsFetchedNoFurther() {
    enqueue(Handling.NONE, "x@branch.test");
    enqueue(Handling.NONE, "y@branch.test");
    OnDemandFetch fetch = begun();
    bench.onDemand.remove("branch.test");
    sent(fetch, send(fetch, Map.of()));
    assertThat(relay.next(fetch)).isFalse();
    assertThat(states()).isEqualTo("x DELIVERED 1, y WAITING 0");
  }
}
