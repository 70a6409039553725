package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Handling;
import org.posthorn.kernel.Handling.Deadline;
import org.posthorn.kernel.Handling.Release;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Recipient.Notify;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** How the queue keeps to what the sender wants: when, by when, before whom. */
@OnBothDatabases
class HandlingTest {
  private static final Address ANN = new Address("ann", "posthorn.test");
  private static final Recipient BOB = Recipient.of(new Address("bob", "b.test"));
  private static final Recipient HAL = Recipient.of(new Address("hal", "home.test"));

  private final TestDatabase database;
  private final Bench bench;
  private final Instant start;

  HandlingTest(TestDatabase database) {
    this.database = database;
    bench = new Bench(database);
    start = bench.clock.instant();
  }

  @BeforeEach
  void empty() {
    database.transact(
        entities -> {
          entities.createQuery("delete from OutgoingMessage m").executeUpdate();
          entities.createQuery("delete from Suppression s").executeUpdate();
        });
  }

  private void enqueue(Handling handling, Recipient... recipients) {
    enqueue(UUID.randomUUID().toString(), handling, recipients);
  }

  private void enqueue(String delivery, Handling handling, Recipient... recipients) {
    long content =
        bench.contents.add("Return-Path: <ann@posthorn.test>\r\nSubject: x\r\n\r\ny\r\n");
    MailOptions options = MailOptions.NONE.with(handling);
    bench.relay.enqueue(
        delivery, new Envelope(Optional.of(ANN), List.of(recipients), options), content);
    bench.deliverDue();
  }

  private Handling heldFor(int seconds) {
    return new Handling(
        Optional.of(new Release(start.plusSeconds(seconds), "for;" + seconds)),
        Optional.empty(),
        0,
        "",
        Map.of());
  }

  private Handling by(int seconds, boolean orReturned) {
    return new Handling(
        Optional.empty(),
        Optional.of(new Deadline(start.plusSeconds(seconds), orReturned, false)),
        0,
        "",
        Map.of());
  }

  private void forward(int seconds) {
    bench.clock.forward(Duration.ofSeconds(seconds));
    bench.deliverDue();
  }

  @Test
  void whatIsKeptBackIsSentWhenItsTimeHasCome() { // RFC 4865 §4
    enqueue(heldFor(3600), BOB);
    forward(3599);
    assertThat(bench.transport.sent()).isEmpty();
    forward(2);
    assertThat(bench.transport.sent()).hasSize(1);
  }

  @Test
  void colleaguesGetItThenWithoutANetwork() {
    enqueue(heldFor(3600), HAL, BOB);
    assertThat(bench.notified.handed).isEmpty();
    forward(3601);
    assertThat(bench.notified.handed).hasSize(1);
    Envelope handed = bench.notified.handed.get(0);
    assertThat(handed.addresses()).containsExactly(HAL.address());
    assertThat(handed.handling().release()).isEmpty();
    assertThat(bench.transport.sent()).hasSize(1);
    forward(86400);
    assertThat(bench.notified.handed).hasSize(1);
  }

  @Test
  void reportsSayWhatWasAsked() { // RFC 4865 §5
    bench.transport.answer(BOB.address(), 550, "5.1.1", "550 no");
    enqueue(heldFor(60), BOB);
    forward(61);
    assertThat(bench.notified.texts().get(0)).contains("Future-Release-Request: for;60\r\n");
  }

  @Test
  void whatIsTooLateComesBackAtThatMoment() { // RFC 2852 §4.1.4
    bench.transport.answer(BOB.address(), 451, "4.3.0", "451 later");
    enqueue(by(600, true), BOB);
    forward(460);
    int tried = bench.transport.sent().size();
    forward(142);
    assertThat(bench.transport.sent()).hasSize(tried);
    assertThat(bench.notified.texts()).hasSize(1);
    assertThat(bench.notified.texts().get(0)).contains("Action: failed", "Status: 5.4.7");
  }

  @Test
  void theSenderHearsOnceThatItIsLateAndItGoesOn() {
    bench.transport.answer(BOB.address(), 451, "4.3.0", "451 later");
    enqueue(by(600, false), BOB);
    forward(460);
    assertThat(bench.notified.texts()).isEmpty();
    forward(141);
    assertThat(bench.notified.texts()).hasSize(1);
    assertThat(bench.notified.texts().get(0)).contains("Action: delayed");
    forward(1000);
    forward(1000);
    assertThat(bench.notified.texts()).hasSize(1);
  }

  @Test
  void whoNamesATimeHearsThatItWasRelayed() {
    enqueue(by(600, false), BOB);
    assertThat(bench.notified.texts().get(0)).contains("Action: relayed");
    enqueue(
        by(600, false),
        new Recipient(BOB.address(), Optional.empty(), Set.of(Notify.NEVER), List.of()));
    assertThat(bench.notified.texts()).hasSize(1);
  }

  @Test
  void whatIsOverdueGoesByPriority() { // RFC 6710 §4.3
    bench.announcements.broken(true);
    for (int priority : new int[] {0, 4, -9}) {
      try {
        enqueue("p" + priority, Handling.NONE.withPriority(priority), BOB);
      } catch (jakarta.jms.JMSRuntimeException noBroker) {
        assertThat(noBroker).isNotNull();
      }
    }
    Instant later = start.plusSeconds(600);
    assertThat(bench.outbox.overdue(later, later, later))
        .extracting(Destination::delivery)
        .containsExactly("p4", "p0", "p-9");
  }

  @Test
  void aReportOfWhatNeedsTlsNeedsItToo() { // RFC 8689 §5
    bench.transport.answer(BOB.address(), 550, "5.1.1", "550 no");
    long content = bench.contents.add("Subject: x\r\n\r\ny\r\n");
    MailOptions options = MailOptions.NONE.withRequireTls(true);
    bench.relay.enqueue("t1", new Envelope(Optional.of(ANN), List.of(BOB), options), content);
    bench.deliverDue();
    assertThat(bench.notified.last.options().requireTls()).isTrue();
  }
}
