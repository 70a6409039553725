package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.relay.boundary.OutgoingQueue;
import org.posthorn.relay.boundary.OutgoingQueues;
import org.posthorn.relay.control.QueueControl.Position;
import org.posthorn.relay.value.HoldRuleEntry;
import org.posthorn.relay.value.QueueEntry;
import org.posthorn.relay.value.QueueFilter;
import org.posthorn.relay.value.QueueFilter.Span;
import org.posthorn.relay.value.QueueOrder;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What administrators see and do of the outgoing queue. */
@OnBothDatabases
class QueueControlTest {
  private static final Optional<Address> ANN = Address.parse("ann@posthorn.test");
  private static final Optional<Address> KIM = Address.parse("Kim.K@other-site.test");

  private final TestDatabase database;
  private final Bench bench;
  private final QueueControl control = new TransactionalControl();
  private final OutgoingQueue queue;

  QueueControlTest(TestDatabase database) {
    this.database = database;
    bench = new Bench(database, "posthorn.relay.retry", "PT1H,PT1H,PT1H");
    control.entities = database.entityManager();
    control.environment = bench.environment;
    control.observers = bench.heard;
    queue = OutgoingQueues.of(control, bench.announcements, bench.contents);
  }

  /** Gives each portion the transaction that the container would. */
  private final class TransactionalControl extends QueueControl {
    @Override
    public Portion change(QueueFilter filter, Change change, long after) {
      return database.inTransaction(any -> super.change(filter, change, after));
    }

    @Override
    public Optional<QueueEntry> find(long id) {
      return database.inTransaction(any -> super.find(id));
    }

    @Override
    public HoldRuleEntry addRule(
        Optional<Long> account, Optional<String> sender, Optional<String> recipient) {
      return database.inTransaction(any -> super.addRule(account, sender, recipient));
    }
  }

  @BeforeEach
  void empty() {
    database.transact(
        entities -> {
          entities.createQuery("delete from OutgoingMessage m").executeUpdate();
          entities.createQuery("delete from Suppression s").executeUpdate();
          entities.createQuery("delete from HoldRule r").executeUpdate();
        });
  }

  private void enqueue(Optional<Address> sender, String... recipients) {
    List<Address> to =
        List.of(recipients).stream().map(each -> Address.parse(each).orElseThrow()).toList();
    long content = bench.contents.add("Subject: hi\r\n\r\nbody\r\n");
    bench.relay.enqueue(
        UUID.randomUUID().toString(), Envelope.of(sender, to, false, Body.SEVEN_BIT), content);
    bench.clock.forward(Duration.ofSeconds(1));
  }

  private <T> T act(Function<QueueControl, T> action) {
    return database.inTransaction(any -> action.apply(control));
  }

  private String listed(QueueFilter filter) {
    return names(act(all -> all.list(false, filter, QueueOrder.OLDEST, Optional.empty(), 100)));
  }

  private static String names(List<QueueEntry> entries) {
    return entries.stream()
        .map(each -> each.envelope().addresses().get(0).localPart())
        .collect(Collectors.joining(" "));
  }

  private static QueueFilter where(
      Optional<Long> account,
      Optional<String> sender,
      Optional<String> recipient,
      Optional<String> senderDomain,
      Optional<String> domain,
      Optional<Boolean> held) {
    return new QueueFilter(
        List.of(), account, sender, recipient, senderDomain, domain, held, Span.ANY, Span.ANY);
  }

  private static QueueFilter domain(String domain) {
    return where(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(domain),
        Optional.empty());
  }

  @Test
  void pagesHaveNoGapAndNoDouble() {
    for (int i = 0; i < 7; i++) {
      enqueue(ANN, "a" + i + "@x.test", "b" + i + "@x.test"); // two at the same moment
    }
    for (QueueOrder order : QueueOrder.values()) {
      List<QueueEntry> all = new ArrayList<>();
      Optional<Position> after = Optional.empty();
      for (int page = 0; page < 5; page++) {
        Optional<Position> from = after;
        List<QueueEntry> found = act(q -> q.list(false, QueueFilter.ALL, order, from, 3));
        all.addAll(found);
        QueueEntry last = found.get(found.size() - 1);
        after = Optional.of(new Position(order.key(last), last.id()));
      }
      List<String> expected =
          IntStream.range(0, 7).boxed().flatMap(i -> List.of("a" + i, "b" + i).stream()).toList();
      assertThat(all).hasSize(14);
      assertThat(names(all).split(" ")).as("%s", order).hasSize(14).containsAll(expected);
    }
    assertThat(
            names(act(q -> q.list(false, QueueFilter.ALL, QueueOrder.NEWEST, Optional.empty(), 1))))
        .isEqualTo("b6");
  }

  @Test
  void allThatAFilterNamesHasToHold() {
    enqueue(ANN, "bob@x.test", "eve@y.test");
    enqueue(KIM, "b_b@x.test");
    enqueue(Optional.empty(), "bob@y.test");
    Optional<String> none = Optional.empty();
    Optional<Boolean> any = Optional.empty();
    assertThat(listed(QueueFilter.ALL)).isEqualTo("bob eve b_b bob");
    assertThat(listed(domain("x.test"))).isEqualTo("bob b_b");
    assertThat(listed(where(Optional.of(5L), none, none, none, none, any))).isEqualTo("bob eve");
    assertThat(listed(where(Optional.of(5L), none, none, none, Optional.of("y.test"), any)))
        .isEqualTo("eve");
    Optional<Long> all = Optional.empty();
    assertThat(listed(where(all, Optional.of("kim.k@OTHER-"), none, none, none, any)))
        .isEqualTo("b_b");
    assertThat(listed(where(all, none, Optional.of("b_b"), none, none, any))).isEqualTo("b_b");
    assertThat(listed(where(all, none, Optional.of("%"), none, none, any))).isEmpty();
    assertThat(listed(where(all, none, none, Optional.of("other-site.test"), none, any)))
        .isEqualTo("b_b");
    assertThat(listed(where(all, none, none, Optional.of("site.test"), none, any))).isEmpty();
  }

  @Test
  void whatIsHeldWaitsUntilItIsReleased() {
    enqueue(ANN, "bob@x.test", "eve@y.test");
    assertThat(queue.hold(domain("x.test"))).isEqualTo(1);
    bench.deliverDue();
    bench.clock.forward(Duration.ofDays(1));
    bench.recovery.requeue();
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(1);
    assertThat(listed(QueueFilter.ALL)).isEqualTo("bob");
    assertThat(queue.release(QueueFilter.ALL)).isEqualTo(1);
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(2);
  }

  @Test
  void aRuleHoldsWhatIsThereAndWhatComes() {
    enqueue(ANN, "bob@x.test", "eve@y.test");
    var rule = queue.addRule(Optional.of(5L), Optional.empty(), Optional.of("x.test"));
    enqueue(ANN, "cat@x.test");
    enqueue(KIM, "dan@x.test"); // of another account
    bench.deliverDue();
    assertThat(listed(QueueFilter.ALL)).isEqualTo("bob cat");
    assertThat(act(QueueControl::rules)).containsExactly(rule);
    List<Boolean> removed =
        List.of(act(all -> all.removeRule(rule.id())), act(all -> all.removeRule(rule.id())));
    assertThat(removed).containsExactly(true, false);
    enqueue(ANN, "eli@x.test");
    bench.deliverDue();
    assertThat(listed(QueueFilter.ALL)).isEqualTo("bob cat");
  }

  @Test
  void aRetryComesAtOnceAndWhatWasPutOffLater() {
    bench.transport.answer(Address.parse("bob@x.test").orElseThrow(), 451, "4.2.1", "451 later");
    enqueue(ANN, "bob@x.test");
    bench.deliverDue();
    bench.clock.forward(Duration.ofMinutes(1));
    assertThat(queue.retry(domain("x.test"))).isEqualTo(1);
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(2);
    assertThat(queue.postpone(domain("x.test"), Duration.ofHours(5))).isEqualTo(1);
    bench.clock.forward(Duration.ofHours(2));
    bench.recovery.requeue();
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(2);
    bench.clock.forward(Duration.ofHours(5));
    bench.recovery.requeue();
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(3);
    QueueEntry entry =
        act(q -> q.list(false, QueueFilter.ALL, QueueOrder.NEXT, Optional.empty(), 9)).get(0);
    assertThat(entry.attempts()).hasSize(3);
    assertThat(entry.attempts().get(0).text()).isEqualTo("451 later");
    assertThat(entry.attempts().get(0).at()).isBefore(entry.attempts().get(1).at());
  }

  @Test
  void theSenderIsToldOfWhatWasFailedAndNotOfWhatWasDropped() {
    enqueue(ANN, "bob@x.test");
    enqueue(ANN, "eve@y.test");
    assertThat(queue.drop(domain("y.test"))).isEqualTo(1);
    assertThat(queue.fail(QueueFilter.ALL)).isEqualTo(1);
    bench.deliverDue();
    assertThat(bench.transport.sent()).isEmpty();
    assertThat(bench.notified.texts()).hasSize(1);
    assertThat(bench.notified.texts().get(0)).contains("Status: 5.7.1", "bob@x.test");
    assertThat(listed(QueueFilter.ALL)).isEmpty();
    assertThat(
            names(act(q -> q.list(true, QueueFilter.ALL, QueueOrder.OLDEST, Optional.empty(), 9))))
        .isEqualTo("bob eve");
  }

  @Test
  void whatTheLastAttemptBroughtStaysKnownWhenItIsGivenUp() {
    bench.transport.answer(Address.parse("bob@x.test").orElseThrow(), 451, "4.2.1", "451 later");
    enqueue(ANN, "bob@x.test");
    bench.deliverDue();
    queue.fail(QueueFilter.ALL);
    bench.deliverDue();
    QueueEntry entry =
        act(q -> q.list(true, QueueFilter.ALL, QueueOrder.NEXT, Optional.empty(), 9)).get(0);
    assertThat(entry.attempts())
        .extracting(QueueEntry.Attempt::status)
        .containsExactly("4.2.1", "5.7.1");
  }

  @Test
  void moreThanAPortionIsChanged() {
    String[] many =
        IntStream.range(0, 1_100).mapToObj(i -> "r" + i + "@x.test").toArray(String[]::new);
    enqueue(ANN, many);
    assertThat(queue.hold(QueueFilter.ALL)).isEqualTo(1_100);
    assertThat(queue.drop(QueueFilter.ALL)).isEqualTo(1_100);
  }

  @Test
  void whatIsBeingSentIsLeftAlone() {
    enqueue(ANN, "bob@x.test");
    Destination group = bench.announcements.waiting().get(0).group();
    bench.outbox.claim(group, "1:x", bench.clock.instant());
    assertThat(queue.drop(QueueFilter.ALL)).isZero();
    assertThat(queue.hold(QueueFilter.ALL)).isZero();
  }

  @Test
  void aMessageCanBeReadAsLongAsItsOctetsAreThere() {
    enqueue(ANN, "bob@b.test");
    QueueEntry entry =
        act(all -> all.list(false, QueueFilter.ALL, QueueOrder.OLDEST, Optional.empty(), 1)).get(0);
    assertThat(queue.message(entry.id()).map(Bench.MemoryStore::text))
        .contains("Subject: hi\r\n\r\nbody\r\n");
    assertThat(queue.message(entry.id() + 1)).isEmpty();
    database.transact(
        entities ->
            entities.createQuery("update OutgoingMessage m set m.contentId = 999").executeUpdate());
    assertThat(queue.message(entry.id())).isEmpty();
  }
}
