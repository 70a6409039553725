package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Handling;
import org.posthorn.kernel.Handling.Release;
import org.posthorn.relay.boundary.OutgoingQueues;
import org.posthorn.relay.boundary.QueueStarts;
import org.posthorn.relay.entity.OutgoingMessage;
import org.posthorn.relay.value.QueueEntry;
import org.posthorn.relay.value.QueueFilter;
import org.posthorn.relay.value.QueueOrder;
import org.posthorn.smtp.codec.SmtpCommand.Etrn;
import org.posthorn.smtp.codec.SmtpCommand.Etrn.Nodes;
import org.posthorn.smtp.session.QueueStart;
import org.posthorn.smtp.session.QueueStart.Outcome;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transports.boundary.TransportChoice;
import org.posthorn.transports.value.ChosenTransport;
import org.posthorn.transports.value.IpFamily;
import org.posthorn.transports.value.RoutedMail;
import org.posthorn.transports.value.TransportKind;
import org.posthorn.transports.value.TransportSpec;
import org.posthorn.transports.value.TransportTls;

/** The queue is started for hosts that ask for it. RFC 1985. */
@OnBothDatabases
class QueueStartsTest {
  private static final QueueStart NOTHING = QueueStart.of(Outcome.NOTHING);

  private static final TransportSpec SPEC =
      new TransportSpec(
          TransportKind.DIRECT,
          Optional.empty(),
          0,
          TransportTls.STARTTLS,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          IpFamily.ANY,
          Optional.empty());
  private static final Optional<String> NO_PASSWORD = Optional.empty();

  private final TestDatabase database;
  private final Bench bench;
  private final List<Runnable> given = new ArrayList<>();
  private final QueueStarts starts;

  QueueStartsTest(TestDatabase database) {
    this.database = database;
    bench = new Bench(database, "posthorn.relay.retry", "PT1H,PT1H,PT1H");
    QueueControl control = new TransactionalControl();
    control.entities = database.entityManager();
    control.environment = bench.environment;
    control.observers = bench.heard;
    starts =
        OutgoingQueues.starts(
            OutgoingQueues.of(control, bench.announcements, bench.contents),
            bench.attempt.beforehand.routing,
            new TransportChoice() {
              @Override
              public List<String> recipientDomains(String transport) {
                return switch (transport) {
                  case "branch" -> List.of("a.test", ".b.test");
                  case "all" -> List.of("");
                  default -> List.of();
                };
              }

              @Override
              public Optional<ChosenTransport> of(RoutedMail mail) {
                boolean all = mail.recipientDomain().equals("via.test");
                return Optional.of(new ChosenTransport(all ? "all" : "branch", SPEC, NO_PASSWORD));
              }
            },
            bench.given,
            bench.environment);
    bench.workers = given::add;
  }

  /** Gives each portion the transaction that the container would. */
  private final class TransactionalControl extends QueueControl {
    @Override
    public Portion change(QueueFilter filter, Change change, long after) {
      return database.inTransaction(any -> super.change(filter, change, after));
    }

    @Override
    public List<QueueEntry> list(
        boolean retired,
        QueueFilter filter,
        QueueOrder order,
        Optional<Position> after,
        int limit) {
      return database.inTransaction(any -> super.list(retired, filter, order, after, limit));
    }

    @Override
    public int pending(QueueFilter filter, int most) {
      return database.inTransaction(any -> super.pending(filter, most));
    }
  }

  @BeforeEach
  void empty() {
    database.transact(
        entities -> entities.createQuery("delete from OutgoingMessage m").executeUpdate());
  }

  private void enqueue(Handling handling, String... recipients) {
    List<Address> to =
        List.of(recipients).stream().map(each -> Address.parse(each).orElseThrow()).toList();
    to.forEach(each -> bench.transport.answer(each, 451, "4.4.1", "later"));
    long content = bench.contents.add("Subject: hi\r\n\r\nbody\r\n");
    Optional<Address> sender = Address.parse("ann@posthorn.test");
    bench.relay.enqueue(
        UUID.randomUUID().toString(),
        Envelope.of(sender, to, false, Body.SEVEN_BIT).with(handling),
        content);
  }

  /** All have been tried once, and wait for an hour. */
  private void tried() {
    bench.workers = Runnable::run;
    bench.deliverDue();
    bench.announcements.lose();
    bench.clock.forward(QueueStarts.REST);
    bench.workers = given::add;
  }

  private void work() {
    List.copyOf(given).forEach(Runnable::run);
    given.clear();
  }

  private List<String> announced() {
    return bench.announcements.waiting().stream()
        .filter(each -> !each.at().isAfter(bench.clock.instant()))
        .map(each -> each.group().domain())
        .sorted()
        .toList();
  }

  private QueueStart start(Nodes nodes, String node) {
    return starts.start("192.0.2.1", new Etrn(nodes, node));
  }

  @Test
  void whatWaitsForANodeIsDueAndTheAskingThreadDoesNoneOfIt() {
    enqueue(Handling.NONE, "x@a.test", "y@a.test", "z@other.test");
    enqueue(Handling.NONE, "x@a.test", "x@sub.a.test");
    tried();
    assertThat(start(Nodes.ONE, "A.test")).isEqualTo(new QueueStart(Outcome.COUNTED, 2));
    assertThat(announced()).isEmpty();
    work();
    assertThat(announced()).containsExactly("a.test", "a.test");
  }

  @Test
  void aDomainWithAnAtSignMeansWhatIsBelowItToo() {
    enqueue(Handling.NONE, "x@a.test", "x@sub.a.test", "x@nota.test");
    tried();
    start(Nodes.BELOW, "a.test");
    work();
    assertThat(announced()).containsExactly("a.test", "sub.a.test");
  }

  @Test
  void aQueueIsWhatRoutesToATransport() {
    enqueue(Handling.NONE, "x@a.test", "x@b.test", "x@c.b.test");
    tried();
    assertThat(start(Nodes.QUEUE, "branch").outcome()).isEqualTo(Outcome.COUNTED);
    work();
    assertThat(announced()).containsExactly("a.test", "c.b.test");
    assertThat(start(Nodes.QUEUE, "none").outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void ourOwnDomainsAreNoNodes() {
    assertThat(start(Nodes.ONE, "home.test").outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void nothingIsStartedWhereNothingWaits() {
    assertThat(start(Nodes.ONE, "a.test")).isEqualTo(NOTHING);
    assertThat(start(Nodes.ONE, "a.test").outcome()).isEqualTo(Outcome.NOT_NOW);
    bench.clock.forward(Duration.ofMinutes(1));
    assertThat(start(Nodes.ONE, "a.test")).isEqualTo(NOTHING);
    assertThat(given).isEmpty();
  }

  @Test
  void whatItsAuthorKeepsBackStays() { // RFC 4865 §4
    Instant until = bench.clock.instant().plus(Duration.ofHours(9));
    Release release = new Release(until, "for;32400");
    enqueue(new Handling(Optional.of(release), Optional.empty(), 0, "", Map.of()), "late@a.test");
    bench.announcements.lose();
    start(Nodes.ONE, "a.test");
    work();
    assertThat(announced()).isEmpty();
  }

  @Test
  void aNodeIsStartedOnceAMinute() {
    enqueue(Handling.NONE, "x@a.test");
    tried();
    start(Nodes.ONE, "a.test");
    assertThat(start(Nodes.ONE, "a.test").outcome()).isEqualTo(Outcome.UNDER_WAY);
    work();
    assertThat(start(Nodes.ONE, "a.test").outcome()).isEqualTo(Outcome.NOT_NOW);
    bench.clock.forward(Duration.ofMinutes(1));
    assertThat(start(Nodes.ONE, "a.test").outcome()).isEqualTo(Outcome.COUNTED);
  }

  @Test
  void fewAreStartedAtOnce() {
    enqueue(Handling.NONE, "x@1.test", "x@2.test", "x@3.test", "x@4.test", "x@5.test");
    tried();
    for (int i = 1; i <= 4; i++) {
      assertThat(start(Nodes.ONE, i + ".test").outcome()).isEqualTo(Outcome.COUNTED);
    }
    assertThat(start(Nodes.ONE, "5.test").outcome()).isEqualTo(Outcome.NOT_NOW);
    work();
    assertThat(start(Nodes.ONE, "5.test").outcome()).isEqualTo(Outcome.COUNTED);
  }

  @Test
  void withoutAThreadItIsNotSaidToBeStarted() {
    enqueue(Handling.NONE, "x@a.test");
    tried();
    bench.workers =
        task -> {
          throw new RejectedExecutionException("the server stops");
        };
    for (int i = 0; i < 6; i++) { // none is left behind as running
      assertThat(start(Nodes.ONE, "a.test").outcome()).isEqualTo(Outcome.NOT_NOW);
      bench.clock.forward(Duration.ofMinutes(1));
    }
    bench.workers = given::add;
    assertThat(start(Nodes.ONE, "a.test").outcome()).isEqualTo(Outcome.COUNTED);
  }

  @Test
  void howeverOftenItIsAskedForNothingComesBackEarly() {
    enqueue(Handling.NONE, "x@a.test");
    tried();
    for (int i = 0; i < 4; i++) { // within the hour until the next attempt
      start(Nodes.ONE, "a.test");
      work();
      bench.workers = Runnable::run;
      bench.deliverDue();
      bench.workers = given::add;
      bench.clock.forward(Duration.ofMinutes(4));
    }
    assertThat(attempts()).isEqualTo("1 attempts, 2 results");
    bench.clock.forward(Duration.ofMinutes(30));
    bench.recovery.requeue();
    bench.workers = Runnable::run;
    bench.deliverDue(); // as was planned
    assertThat(attempts()).isEqualTo("2 attempts, 3 results");
  }

  private String attempts() {
    return database.inTransaction(
        entities -> {
          OutgoingMessage row =
              entities
                  .createQuery("select m from OutgoingMessage m", OutgoingMessage.class)
                  .getSingleResult();
          return row.attempts() + " attempts, " + row.results().size() + " results";
        });
  }

  @Test
  void aTransportForAllMailMeansOnlyWhatTakesIt() {
    enqueue(Handling.NONE, "x@a.test", "x@via.test");
    tried();
    assertThat(start(Nodes.QUEUE, "all").outcome()).isEqualTo(Outcome.MANY);
    work();
    assertThat(announced()).containsExactly("via.test");
  }

  @Test
  void whatItsHostFetchesIsNotStarted() {
    bench.onDemand.put("a.test", 7L);
    enqueue(Handling.NONE, "x@a.test", "x@sub.a.test");
    tried();
    assertThat(start(Nodes.ONE, "a.test").outcome()).isEqualTo(Outcome.UNKNOWN);
    start(Nodes.BELOW, "a.test");
    work();
    assertThat(announced()).containsExactly("sub.a.test");
  }

  @Test
  void aNodeIsTheSameHoweverItIsWritten() {
    enqueue(Handling.NONE, "x@a.test");
    tried();
    start(Nodes.ONE, "a.test");
    work();
    assertThat(start(Nodes.ONE, "A.Test").outcome()).isEqualTo(Outcome.NOT_NOW);
  }

  @Test
  void oneClientWithManyNodesDoesNotKeepTheOthersOut() {
    enqueue(Handling.NONE, "x@a.test");
    tried();
    for (int i = 0; i < QueueStarts.MOST_OF_CLIENT; i++) {
      assertThat(start(Nodes.ONE, i + ".test")).isEqualTo(NOTHING);
    }
    assertThat(start(Nodes.ONE, "a.test").outcome()).isEqualTo(Outcome.NOT_NOW);
    assertThat(starts.start("192.0.2.2", new Etrn(Nodes.ONE, "a.test")).outcome())
        .isEqualTo(Outcome.COUNTED);
  }
}
