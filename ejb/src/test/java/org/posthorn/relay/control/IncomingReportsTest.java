package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.events.boundary.RecipientProgress;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;
import org.posthorn.mime.compose.DeliveryReport;
import org.posthorn.mime.compose.DeliveryReport.Action;
import org.posthorn.mime.compose.DsnComposer;
import org.posthorn.relay.entity.OutgoingMessage;
import org.posthorn.relay.entity.OutgoingMessage.Result;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** Reports of other servers about mail of ours, and reverse-paths by which they name it. */
@OnBothDatabases
class IncomingReportsTest {
  private static final Address ANN = new Address("ann", "posthorn.test");
  private static final Address BOB = new Address("bob", "b.test");
  private static final String HEADER = "Message-ID: <m1@posthorn.test>\r\nSubject: hi\r\n\r\n";
  private static final long ACCOUNT = 5; // of ann, in the bench

  private final TestDatabase database;
  private final Bench bench;

  IncomingReportsTest(TestDatabase database) {
    this.database = database;
    bench = new Bench(database);
  }

  @BeforeEach
  void empty() {
    database.transact(
        entities -> {
          entities.createQuery("delete from OutgoingMessage m").executeUpdate();
          entities.createQuery("delete from Suppression s").executeUpdate();
        });
  }

  private void enqueue(String delivery, Optional<String> envelopeId) {
    MailOptions options =
        new MailOptions(false, Body.SEVEN_BIT, envelopeId, Optional.empty(), false, List.of());
    Envelope envelope = new Envelope(Optional.of(ANN), List.of(Recipient.of(BOB)), options.asOwn());
    bench.relay.enqueue(delivery, envelope, bench.contents.add(HEADER + "body\r\n"));
    bench.deliverDue();
  }

  private List<String> report(Address to, Optional<String> envelopeId, String header) {
    return report(ACCOUNT, to, envelopeId, header);
  }

  private List<String> report(
      long account, Address to, Optional<String> envelopeId, String header) {
    DeliveryReport report =
        new DeliveryReport(
            "mx.b.test",
            to,
            "<r1@b.test>",
            Instant.EPOCH,
            envelopeId,
            Optional.empty(),
            List.of(
                new DeliveryReport.Recipient(
                    BOB,
                    Optional.empty(),
                    Action.FAILED,
                    "5.1.1",
                    Optional.of("mx.b.test"),
                    Optional.of("550 5.1.1 nobody here"),
                    Optional.empty())));
    byte[] octets =
        DsnComposer.compose(report, header.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    long content = bench.contents.add(new String(octets, java.nio.charset.StandardCharsets.UTF_8));
    return bench.relay.reported(account, List.of(to), content);
  }

  private List<Result> history() {
    List<Result> results = new ArrayList<>();
    database.transact(
        entities ->
            entities
                .createQuery("select m from OutgoingMessage m", OutgoingMessage.class)
                .getResultList()
                .forEach(row -> results.addAll(row.results())));
    return results;
  }

  @Test
  void aReportIsFoundByTheMessageId() {
    enqueue("d1", Optional.empty());
    assertThat(report(ANN, Optional.empty(), HEADER)).containsExactly("d1");
    assertThat(history()).hasSize(2);
    assertThat(history().get(1).status()).isEqualTo("5.1.1");
    assertThat(history().get(1).text()).isEqualTo("Report: failed 550 5.1.1 nobody here");
    assertThat(report(ANN, Optional.empty(), HEADER)).isEmpty(); // known
    assertThat(history()).hasSize(2);
  }

  @Test
  void aReportIsFoundByTheEnvelopeId() { // RFC 3461 §4.4
    enqueue("d1", Optional.of("q1"));
    assertThat(report(ANN, Optional.of("q1"), "Subject: x\r\n\r\n")).containsExactly("d1");
    assertThat(report(ANN, Optional.of("q2"), "Subject: x\r\n\r\n")).isEmpty();
  }

  @Test
  void aReportIsFoundByTheReversePathOfTheMessage() {
    bench.uniqueSenders = true;
    enqueue("d1", Optional.empty());
    Address own = new Address("ann+d1", "posthorn.test");
    assertThat(bench.transport.sent().get(0).envelope().sender()).contains(own);
    assertThat(report(own, Optional.empty(), "Subject: x\r\n\r\n")).containsExactly("d1");
  }

  private List<RecipientProgress> unrecognized() {
    return bench.heard.fired().stream()
        .filter(RecipientProgress.class::isInstance)
        .map(RecipientProgress.class::cast)
        .filter(event -> event.kind() == RecipientProgress.Kind.UNRECOGNIZED)
        .toList();
  }

  @Test
  void theIdOfReceivedIsNoReversePathOfAMessageThatHasLeftWithAnother() {
    enqueue("d1", Optional.empty());
    Address guessed = new Address("ann+d1", "posthorn.test");
    assertThat(report(guessed, Optional.empty(), "Subject: x\r\n\r\n")).isEmpty();
    bench.relay.answered(ACCOUNT, List.of(guessed));
    assertThat(unrecognized()).isEmpty();
    assertThat(history()).hasSize(1);
  }

  @Test
  void anAnswerToTheReversePathIsToldOnceForAllRecipients() {
    bench.uniqueSenders = true;
    List<Recipient> many =
        Stream.of("bob", "cat", "dan")
            .map(each -> Recipient.of(new Address(each, "b.test")))
            .toList();
    bench.relay.enqueue(
        "d1",
        new Envelope(Optional.of(ANN), many, MailOptions.NONE.asOwn()),
        bench.contents.add(HEADER + "body\r\n"));
    Address own = new Address("ann+d1", "posthorn.test");
    bench.relay.answered(ACCOUNT, List.of(own, own));
    assertThat(unrecognized()).hasSize(1);
  }

  @Test
  void nothingIsLookedUpWhereNobodyListens() {
    bench.heard.heard = false;
    bench.relay.answered(ACCOUNT, List.of(new Address("ann+d1", "posthorn.test")));
    assertThat(bench.looked).isZero();
  }

  @Test
  void mailOfOthersIsNotTouched() {
    enqueue("d1", Optional.of("q1"));
    assertThat(report(6, ANN, Optional.of("q1"), HEADER)).isEmpty();
    assertThat(history()).hasSize(1);
  }

  @Test
  void whoeverHasAReversePathOfTheirOwnKeepsIt() {
    Address tagged = new Address("ann+x", "posthorn.test");
    Envelope envelope =
        new Envelope(Optional.of(tagged), List.of(Recipient.of(BOB)), MailOptions.NONE);
    assertThat(UniqueSenders.of(envelope, "d1")).isEqualTo(envelope);
    assertThat(UniqueSenders.delivery(ANN)).isEmpty();
    assertThat(Set.of(UniqueSenders.delivery(tagged))).containsExactly(Optional.of("x"));
  }

  @Test
  void otherMailIsNoReport() {
    enqueue("d1", Optional.empty());
    long content = bench.contents.add(HEADER + "Action: failed\r\n");
    assertThat(bench.relay.reported(ACCOUNT, List.of(ANN), content)).isEmpty();
  }
}
