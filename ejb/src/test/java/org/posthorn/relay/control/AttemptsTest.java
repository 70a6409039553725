package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthorn.events.boundary.RecipientSettled;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.signing.boundary.Signing;
import org.posthorn.signing.value.KeysUnreadable;
import org.posthorn.smtp.client.ContentSigner;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transports.value.ChosenTransport;
import org.posthorn.transports.value.IpFamily;
import org.posthorn.transports.value.RoutedMail;
import org.posthorn.transports.value.TransportKind;
import org.posthorn.transports.value.TransportSpec;
import org.posthorn.transports.value.TransportSpec.Failure;
import org.posthorn.transports.value.TransportTls;

/** What an attempt makes of each recipient, and what the sender hears of it. */
@OnBothDatabases
class AttemptsTest extends AttemptsFixture {
  AttemptsTest(TestDatabase database) {
    super(database);
  }

  @Test
  void whatWasSentIsWrittenDownWhenTheDatabaseIsBack() {
    Bench bench = bench();
    enqueue(bench, Optional.of(ANN), BOB);
    bench.away = 6; // more than a fault would be forgiven
    bench.deliverDue();
    bench.clock.forward(Duration.ofDays(1));
    bench.recovery.requeue();
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(1);
    assertThat(states()).isEqualTo("bob DELIVERED 1");
  }

  @Test
  void forWhatNobodyWaitsADayIsEnough() {
    Bench bench = bench();
    bench.transport.answer(BOB, 450, "4.2.0", "Later");
    bench.transport.answer(CAT, 450, "4.2.0", "Later");
    long content = bench.contents.add("From: ann@posthorn.test\r\n\r\nreport\r\n");
    bench.relay.enqueue("report", envelope(Optional.empty(), BOB).asBrief(), content);
    bench.relay.enqueue("other", envelope(Optional.empty(), CAT), content);
    for (int i = 0; i < 8; i++) {
      bench.deliverDue();
      bench.clock.forward(Duration.ofHours(13));
    }
    assertThat(states()).isEqualTo("bob WAITING 8, cat WAITING 8");
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob FAILED 9, cat WAITING 9");
  }

  @Test
  void whatCannotBeSignedWaits() {
    Bench bench = bench();
    Signing working = bench.attempt.signing;
    bench.attempt.signing =
        new Signing() {
          @Override
          public Optional<ContentSigner> signer(Envelope envelope, Content message) {
            throw new KeysUnreadable("the test says so");
          }
        };
    enqueue(bench, Optional.of(ANN), BOB);
    bench.deliverDue();
    assertThat(bench.transport.sent()).isEmpty();
    assertThat(states()).isEqualTo("bob WAITING 1");
    bench.attempt.signing = working;
    bench.clock.forward(Duration.ofHours(1));
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob DELIVERED 2");
  }

  @Test
  void whatWasSubmittedIsKnownAsOursAtEachAttempt() {
    Bench bench = bench();
    List<Boolean> own = new ArrayList<>();
    bench.attempt.signing =
        new Signing() {
          @Override
          public Optional<ContentSigner> signer(Envelope envelope, Content message) {
            own.add(envelope.options().own());
            return Optional.empty();
          }
        };
    long content = bench.contents.add("From: ann@posthorn.test\r\n\r\n");
    bench.relay.enqueue(delivery, envelope(Optional.of(ANN), BOB).asOwn(), content);
    bench.deliverDue();
    bench.relay.enqueue(delivery + "x", envelope(Optional.of(ANN), BOB), content);
    bench.deliverDue();
    assertThat(own).containsExactly(true, false);
  }

  @Test
  void recipientsOfOneDomainAreSentTogether() {
    Bench bench = bench();
    enqueue(bench, Optional.of(ANN), BOB, CAT, EVE);
    assertThat(bench.announcements.waiting()).hasSize(2);
    bench.deliverDue();
    assertThat(bench.transport.sent())
        .extracting(OutgoingMail::recipients)
        .containsExactly(List.of(BOB, EVE), List.of(CAT));
    assertThat(states()).isEqualTo("bob DELIVERED 1, cat DELIVERED 1, eve DELIVERED 1");
    assertThat(bench.announcements.waiting()).isEmpty();
    assertThat(bench.notified.texts()).isEmpty();
  }

  @Test
  void theSameDeliveryIsQueuedOnce() {
    Bench bench = bench();
    enqueue(bench, Optional.of(ANN), BOB);
    enqueue(bench, Optional.of(ANN), BOB, BOB, EVE);
    bench.deliverDue();
    enqueue(bench, Optional.of(ANN), BOB, EVE); // redelivered after it was sent
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(1);
    assertThat(states()).isEqualTo("bob DELIVERED 1, eve DELIVERED 1");
  }

  @Test
  void aMissingBrokerLosesNothing() {
    Bench bench = bench();
    bench.announcements.broken(true);
    assertThatThrownBy(() -> enqueue(bench, Optional.of(ANN), BOB))
        .isInstanceOf(RuntimeException.class);
    bench.announcements.broken(false);
    enqueue(bench, Optional.of(ANN), BOB); // the delivery queue brings it again
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob DELIVERED 1");
  }

  @Test
  void eachRecipientHasAFateOfItsOwn() {
    Bench bench = bench();
    bench.transport.answer(EVE, 550, "5.1.1", "550 5.1.1 no such user");
    Address tim = address("tim@b.test");
    bench.transport.answer(tim, 451, "4.7.1", "451 4.7.1 greylisted");
    enqueue(bench, Optional.of(ANN), BOB, EVE, tim);
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob DELIVERED 1, eve FAILED 1, tim WAITING 1");
    bench.transport.answer(tim, 250, "2.0.0", "250 fine");
    bench.clock.forward(Duration.ofMinutes(8));
    bench.deliverDue();
    assertThat(bench.transport.sent().get(1).recipients()).containsExactly(tim);
    assertThat(states()).isEqualTo("bob DELIVERED 1, eve FAILED 1, tim DELIVERED 2");
    assertThat(bench.notified.to()).containsExactly(ANN);
    assertThat(bench.notified.texts().get(0))
        .contains("To: <ann@posthorn.test>\r\n")
        .contains("Auto-Submitted: auto-replied\r\n")
        .contains("Reporting-MTA: dns; mx.posthorn.test\r\n")
        .contains("Arrival-Date: Thu, 1 Jan 2026 12:00:00 +0000\r\n")
        .contains("Final-Recipient: rfc822; eve@b.test\r\n")
        .contains("Action: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mx.b.test\r\n")
        .contains("Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n")
        .contains("Last-Attempt-Date: Thu, 1 Jan 2026 12:00:00 +0000\r\n")
        .contains("Subject: hi\r\n")
        .doesNotContain("Will-Retry-Until")
        .doesNotContain("bob@b.test")
        .doesNotContain("body");
  }

  @Test
  void itIsTriedForFiveDaysAndTheSenderHearsOfIt() { // RFC 5321 §4.5.4.1
    Bench bench = bench();
    bench.transport.answer(BOB, 0, "4.4.1", "The host did not answer in time");
    enqueue(bench, Optional.of(ANN), BOB);
    Instant start = bench.clock.instant();
    List<Double> hours = new ArrayList<>();
    while (!bench.announcements.waiting().isEmpty()) {
      Instant at = bench.announcements.waiting().get(0).at();
      bench.clock.forward(Duration.between(bench.clock.instant(), at));
      hours.add(Duration.between(start, at).toSeconds() / 3600.0);
      bench.deliverDue();
      if (hours.size() == 5) {
        assertThat(bench.notified.texts()).hasSize(1);
      }
    }
    double[] wanted = {0, 0.125, 0.375, 0.875, 1.875, 3.875, 7.875, 15.875, 27.875};
    for (int i = 0; i < wanted.length; i++) {
      assertThat(hours.get(i)).isCloseTo(wanted[i], within(0.02));
    }
    assertThat(hours).hasSize(17);
    assertThat(hours.get(16)).isBetween(119.5, 120.0);
    assertThat(states()).isEqualTo("bob FAILED 17");
    assertThat(bench.notified.texts()).hasSize(2);
    assertThat(bench.notified.texts().get(0))
        .contains("Action: delayed\r\nStatus: 4.4.1\r\n")
        .contains("Will-Retry-Until: Tue, 6 Jan 2026 11:");
    assertThat(bench.notified.texts().get(1))
        .contains("Action: failed\r\nStatus: 4.4.1\r\n")
        .contains("Diagnostic-Code: x-posthorn; The host did not answer in time\r\n");
  }

  @Test
  void whatIsDamagedIsNotPassedOnAndTheSenderIsToldAtOnce() {
    Bench bench = bench();
    enqueue(bench, Optional.of(ANN), BOB, EVE);
    bench.contents.damage(0);
    bench.deliverDue();
    assertThat(bench.transport.sent()).isEmpty();
    assertThat(states()).isEqualTo("bob FAILED 1, eve FAILED 1");
    assertThat(bench.notified.to()).containsExactly(ANN);
    assertThat(bench.notified.texts().get(0))
        .contains("Final-Recipient: rfc822; bob@b.test", "Final-Recipient: rfc822; eve@b.test")
        .contains("Status: 5.3.0", "Subject: hi\r\n");
    assertThat(bench.announcements.waiting()).isEmpty();
  }

  @Test
  void whatIsGoneIsLookedForAndThenReportedLikewise() {
    Bench bench = bench();
    bench.relay.enqueue(
        delivery, Envelope.of(Optional.of(ANN), List.of(BOB), false, Body.SEVEN_BIT), 99);
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob WAITING 1"); // a common disk may be late, or away
    assertThat(bench.contents.lost()).isEmpty();
    for (int i = 0; i < 3; i++) {
      bench.clock.forward(Duration.ofHours(1));
      bench.deliverDue();
    }
    assertThat(states()).isEqualTo("bob FAILED 4");
    assertThat(bench.notified.texts().get(0)).contains("Status: 5.3.0");
    assertThat(bench.contents.lost()).containsExactly(99L);
  }

  @Test
  void nobodyIsToldAboutNotices() { // RFC 5321 §6.1
    Bench bench = bench();
    bench.transport.answer(BOB, 550, "5.1.1", "550 no");
    enqueue(bench, Optional.empty(), BOB);
    bench.deliverDue();
    assertThat(bench.notified.texts()).isEmpty();
    assertThat(states()).isEqualTo("bob FAILED 1");
  }

  @Test
  void aNoticeThatCouldNotBeWrittenIsOwed() {
    Bench bench = bench();
    bench.transport.answer(BOB, 550, "5.1.1", "550 no");
    enqueue(bench, Optional.of(ANN), BOB);
    bench.notified.broken(true);
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob BOUNCING 1");
    bench.notified.broken(false);
    bench.clock.forward(Duration.ofSeconds(20));
    bench.attempts.tick();
    assertThat(bench.transport.sent()).hasSize(1);
    assertThat(bench.notified.to()).containsExactly(ANN);
    assertThat(states()).isEqualTo("bob FAILED 1");
  }

  @Test
  void theLogTellsWhatBecameOfEach() {
    Bench bench = bench();
    bench.transport.answer(EVE, 550, "5.1.1", "550 5.1.1 no such user");
    bench.transport.answer(CAT, 451, "4.7.1", "451 4.7.1 greylisted");
    enqueue(bench, Optional.of(ANN), BOB, EVE, CAT);
    bench.deliverDue();
    String about = " id=" + delivery + " from=<ann@posthorn.test> to=<";
    assertThat(bench.log)
        .hasSize(3)
        .contains(
            "event=relayed"
                + about
                + "bob@b.test> size=46 host=mx.b.test status=2.0.0 reply=\"250 2.0.0 fine\""
                + " attempt=1",
            "event=bounced"
                + about
                + "eve@b.test> size=46 host=mx.b.test status=5.1.1"
                + " reply=\"550 5.1.1 no such user\" attempt=1 told=sender");
    assertThat(bench.log.get(2))
        .startsWith("event=deferred" + about + "cat@c.test> size=46 host=mx.c.test status=4.7.1")
        .contains(" next=2026-01-01T12:07:");
  }

  @Test
  void theDeclaredBodyIsKept() { // RFC 3030 §3
    Bench bench = bench();
    Envelope envelope = Envelope.of(Optional.of(ANN), List.of(BOB), false, Body.BINARY);
    bench.relay.enqueue(delivery, envelope, bench.contents.add("a: b\r\n\r\nx\ny\r\n"));
    bench.deliverDue();
    OutgoingMail mail = bench.transport.sent().get(0);
    assertThat(mail.envelope().body()).isEqualTo(Body.BINARY);
    assertThat(mail.traits().binary()).isTrue();
    assertThat(mail.conversion().to(Body.SEVEN_BIT)).isPresent();
  }

  @Test
  void allOptionsOfTheEnvelopeAreKept() {
    Recipient bob =
        new Recipient(
            BOB,
            Optional.of(new Recipient.Original("rfc822", "bob b@old.example")),
            Set.of(Recipient.Notify.SUCCESS),
            List.of("later=1"));
    MailOptions options =
        new MailOptions(
            false,
            Body.EIGHT_BIT,
            Optional.of("x y"),
            Optional.of(MailOptions.Returned.FULL),
            true,
            List.of("new"));
    Bench bench = bench();
    Envelope envelope = new Envelope(Optional.of(ANN), List.of(bob, Recipient.of(EVE)), options);
    bench.relay.enqueue(delivery, envelope, bench.contents.add("x\r\n"));
    bench.deliverDue();
    assertThat(bench.transport.sent().get(0).envelope()).isEqualTo(envelope);
    assertThat(bench.heard.fired())
        .filteredOn(RecipientSettled.class::isInstance)
        .containsExactly(
            new RecipientSettled(delivery, BOB, true, "2.0.0"),
            new RecipientSettled(delivery, EVE, true, "2.0.0"));
  }

  @Test
  void rowsOfAnEarlierBuildAreRead() {
    Bench bench = bench();
    Envelope envelope = Envelope.of(Optional.of(ANN), List.of(BOB), true, Body.BINARY);
    bench.relay.enqueue(delivery, envelope, bench.contents.add("x\r\n"));
    database.inTransaction(
        entities ->
            entities
                .createNativeQuery("update outgoing_message set mail_options = ''")
                .executeUpdate());
    bench.deliverDue();
    assertThat(bench.transport.sent().get(0).envelope()).isEqualTo(envelope);
  }

  private static ChosenTransport chosen(
      String name, TransportKind kind, Optional<Failure> failure) {
    TransportSpec spec =
        new TransportSpec(
            kind,
            Optional.empty(),
            0,
            TransportTls.STARTTLS,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            IpFamily.ANY,
            failure);
    return new ChosenTransport(name, spec, Optional.empty());
  }

  @Test
  void aRouteMayGiveMailBackOrPutItOff() {
    Bench bench = bench();
    bench.routes =
        mail ->
            Optional.of(
                chosen(
                    "no",
                    TransportKind.FAIL,
                    Optional.of(
                        new Failure(mail.recipientDomain().equals("b.test") ? 550 : 450, "no"))));
    enqueue(bench, Optional.of(ANN), BOB, CAT);
    bench.deliverDue();
    assertThat(bench.transport.sent()).isEmpty();
    assertThat(states()).isEqualTo("bob FAILED 1, cat WAITING 1");
    assertThat(bench.notified.texts()).singleElement().asString().contains("550 5.7.1 no");
  }

  @Test
  void theRouteIsAskedAtEachAttempt() {
    Bench bench = bench();
    List<RoutedMail> asked = new ArrayList<>();
    bench.routes =
        mail -> {
          asked.add(mail);
          return Optional.of(chosen("spare", TransportKind.DIRECT, Optional.empty()))
              .filter(any -> mail.attempts() > 0);
        };
    bench.transport.answer(BOB, 451, "4.3.0", "451 later");
    enqueue(bench, Optional.of(ANN), BOB);
    bench.deliverDue();
    assertThat(bench.transport.ways()).isEmpty();
    bench.clock.forward(Duration.ofMinutes(10));
    bench.deliverDue();
    assertThat(bench.transport.ways()).containsExactly("spare");
    assertThat(asked)
        .containsExactly(
            new RoutedMail(Optional.of(5L), Optional.of("posthorn.test"), "b.test", 0),
            new RoutedMail(Optional.of(5L), Optional.of("posthorn.test"), "b.test", 1));
  }
}
