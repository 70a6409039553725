package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.MailOptions.Returned;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Recipient.Notify;
import org.posthorn.kernel.Recipient.Original;
import org.posthorn.relay.entity.OutgoingMessage;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** Of what a sender is told, as far as it wants to be told. RFC 3461. */
@OnBothDatabases
class ReportsTest {
  private static final Address ANN = new Address("ann", "posthorn.test");
  private static final Address BOB = new Address("bob", "b.test");
  private static final Address EVE = new Address("eve", "b.test");
  private static final String MESSAGE =
      "Return-Path: <ann@posthorn.test>\r\nSubject: hi\r\n\r\nthe body\r\n";

  private final TestDatabase database;
  private final String delivery = UUID.randomUUID().toString();

  ReportsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void empty() {
    database.transact(
        entities -> {
          entities.createQuery("delete from OutgoingMessage m").executeUpdate();
          entities.createQuery("delete from Suppression s").executeUpdate();
        });
  }

  private static Recipient recipient(Address address, Notify... wanted) {
    Original original = new Original("rfc822", address.localPart() + "@old.test");
    return new Recipient(address, Optional.of(original), Set.of(wanted), List.of());
  }

  private void enqueue(Bench bench, Optional<Returned> returned, Recipient... recipients) {
    MailOptions options =
        new MailOptions(false, Body.SEVEN_BIT, Optional.of("q1"), returned, false, List.of());
    long content = bench.contents.add(MESSAGE);
    bench.relay.enqueue(
        delivery, new Envelope(Optional.of(ANN), List.of(recipients), options), content);
    bench.deliverDue();
  }

  private List<OutgoingMessage.State> states() {
    List<OutgoingMessage.State> states = new ArrayList<>();
    database.transact(
        entities ->
            entities
                .createQuery("select m from OutgoingMessage m order by m.id", OutgoingMessage.class)
                .getResultList()
                .forEach(row -> states.add(row.state())));
    return states;
  }

  @Test
  void successIsReportedWhereThePeerSendsNoReports() { // RFC 3461 §5.2.2
    Bench bench = new Bench(database);
    enqueue(bench, Optional.empty(), recipient(BOB, Notify.SUCCESS), recipient(EVE));
    assertThat(bench.notified.to()).containsExactly(ANN);
    assertThat(bench.notified.texts().get(0))
        .contains(
            "Original-Envelope-Id: q1\r\n",
            "Original-Recipient: rfc822;bob@old.test\r\n",
            "Final-Recipient: rfc822; bob@b.test\r\n",
            "Action: relayed\r\n",
            "Status: 2.0.0\r\n")
        .doesNotContain("eve@", "the body");
    assertThat(states()).containsOnly(OutgoingMessage.State.DELIVERED);
  }

  @Test
  void aPeerThatSendsReportsIsTrustedWithThem() { // RFC 3461 §5.2.1
    Bench bench = new Bench(database);
    bench.transport.reports(true);
    enqueue(bench, Optional.empty(), recipient(BOB, Notify.SUCCESS));
    assertThat(bench.notified.to()).isEmpty();
    assertThat(states()).containsOnly(OutgoingMessage.State.DELIVERED);
  }

  @Test
  void aReportOfSuccessThatCouldNotBeWrittenIsOwed() {
    Bench bench = new Bench(database);
    bench.notified.broken(true);
    enqueue(bench, Optional.empty(), recipient(BOB, Notify.SUCCESS));
    assertThat(states()).containsExactly(OutgoingMessage.State.REPORTING);
    bench.notified.broken(false);
    bench.clock.forward(Duration.ofSeconds(20));
    bench.attempts.tick();
    assertThat(bench.transport.sent()).hasSize(1);
    assertThat(bench.notified.texts().get(0)).contains("Action: relayed\r\n");
    assertThat(states()).containsExactly(OutgoingMessage.State.DELIVERED);
  }

  @Test
  void neverAndOnlySuccessHideFailures() {
    Bench bench = new Bench(database);
    bench.transport.answer(BOB, 550, "5.1.1", "550 no");
    bench.transport.answer(EVE, 550, "5.1.1", "550 no");
    enqueue(bench, Optional.empty(), recipient(BOB, Notify.NEVER), recipient(EVE, Notify.SUCCESS));
    assertThat(bench.notified.to()).isEmpty();
    assertThat(states()).containsOnly(OutgoingMessage.State.FAILED);
  }

  @Test
  void delayIsReportedToWhoWantsIt() {
    Bench bench = new Bench(database, "posthorn.relay.retry", "PT1M,PT1M,PT1M,PT1M,PT1M,PT1M");
    bench.transport.answer(BOB, 451, "4.2.1", "451 later");
    bench.transport.answer(EVE, 451, "4.2.1", "451 later");
    enqueue(
        bench,
        Optional.empty(),
        recipient(BOB, Notify.FAILURE),
        recipient(EVE, Notify.DELAY, Notify.FAILURE));
    for (int i = 0; i < 6; i++) {
      bench.clock.forward(Duration.ofMinutes(2));
      bench.deliverDue();
    }
    assertThat(bench.notified.texts().get(0))
        .contains("Action: delayed\r\n", "eve@b.test")
        .doesNotContain("bob@b.test");
  }

  @Test
  void theMessageIsReturnedWhereThatIsWanted() { // RFC 3461 §4.3
    Bench bench = new Bench(database);
    bench.transport.answer(BOB, 550, "5.1.1", "550 no");
    enqueue(bench, Optional.of(Returned.FULL), recipient(BOB));
    assertThat(bench.notified.texts().get(0))
        .contains("Content-Type: message/rfc822\r\n", "\r\n\r\nSubject: hi\r\n\r\nthe body\r\n\r\n")
        .doesNotContain("Return-Path: <ann@");
  }

  @Test
  void otherwiseItsHeaderIs() {
    Bench bench = new Bench(database);
    bench.transport.answer(BOB, 550, "5.1.1", "550 no");
    enqueue(bench, Optional.of(Returned.HDRS), recipient(BOB));
    assertThat(bench.notified.texts().get(0))
        .contains("Content-Type: text/rfc822-headers\r\n", "Subject: hi\r\n")
        .doesNotContain("the body");
  }
}
