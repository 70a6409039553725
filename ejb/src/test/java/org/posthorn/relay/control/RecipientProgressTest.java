package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.posthorn.events.boundary.RecipientProgress;
import org.posthorn.events.boundary.RecipientProgress.Kind;
import org.posthorn.kernel.Address;
import org.posthorn.relay.entity.OutgoingMessage;
import org.posthorn.relay.value.QueueFilter;
import org.posthorn.spool.value.QueueNumber;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What an account is told of its mail on the way. */
@OnBothDatabases
class RecipientProgressTest extends AttemptsFixture {
  private final Bench bench = bench();

  RecipientProgressTest(TestDatabase database) {
    super(database);
  }

  private String send(Address sender, Address recipient) {
    String id = UUID.randomUUID().toString();
    long content =
        bench.contents.add("From: ann@posthorn.test\r\nMessage-ID: <1@a.test>\r\n\r\nbody\r\n");
    bench.relay.enqueue(id, envelope(Optional.of(sender), recipient), content);
    bench.deliverDue();
    return id;
  }

  private List<RecipientProgress> told() {
    return bench.heard.fired().stream()
        .filter(RecipientProgress.class::isInstance)
        .map(RecipientProgress.class::cast)
        .toList();
  }

  private List<Kind> kinds() {
    return told().stream().map(RecipientProgress::kind).toList();
  }

  @Test
  void deliveredHasWhatNamesTheMessage() {
    String id = send(ANN, BOB);
    assertThat(told())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.kind()).isEqualTo(Kind.DELIVERED);
              assertThat(event.message().id()).isEqualTo(QueueNumber.of(id, BOB));
              assertThat(event.message().account()).isEqualTo(5);
              assertThat(event.message().recipient()).isEqualTo(BOB);
              assertThat(event.message().messageId()).contains("<1@a.test>");
              assertThat(event.reported()).isFalse();
            });
  }

  @Test
  void mailOfNoAccountIsNobodysBusiness() {
    send(CAT, BOB);
    assertThat(told()).isEmpty();
  }

  @Test
  void delayedIsToldOnceWhenItTakesLong() {
    bench.transport.answer(BOB, 451, "4.2.1", "later");
    send(ANN, BOB);
    for (int i = 0; i < 8; i++) {
      bench.clock.forward(Duration.ofHours(13));
      bench.deliverDue();
    }
    assertThat(kinds()).containsExactly(Kind.DELAYED);
    assertThat(told().get(0).answer().code()).isEqualTo(451);
  }

  @Test
  void failedTellsWhetherTheAddressIsSuppressedAndThenItIs() {
    bench.transport.answer(BOB, 550, "5.1.1", "550 no bob");
    send(ANN, BOB);
    send(ANN, BOB);
    assertThat(kinds()).containsExactly(Kind.FAILED, Kind.SUPPRESSED);
    assertThat(told().get(0).suppressing()).isTrue();
    assertThat(told().get(0).answer().code()).isEqualTo(550);
    assertThat(told().get(1).answer().text()).contains("suppressed");
  }

  @Test
  void whatAdministratorsEndIsTold() {
    bench.transport.answer(BOB, 451, "4.2.1", "later");
    bench.transport.answer(EVE, 451, "4.2.1", "later");
    send(ANN, BOB);
    send(ANN, EVE);
    QueueControl control = new QueueControl();
    control.observers = bench.heard;
    control.entities = database.entityManager();
    control.environment = bench.environment;
    end(control, "bob", true);
    end(control, "eve", false);
    assertThat(kinds()).containsExactly(Kind.FAILED, Kind.CANCELED);
  }

  private void end(QueueControl control, String local, boolean tell) {
    database.transact(
        entities -> {
          long id =
              entities
                  .createQuery("select m from OutgoingMessage m", OutgoingMessage.class)
                  .getResultStream()
                  .filter(row -> row.recipient().localPart().equals(local))
                  .findFirst()
                  .orElseThrow()
                  .id();
          control.change(
              QueueFilter.of(List.of(id)),
              (row, now) -> {
                OutgoingMessage.Result result =
                    new OutgoingMessage.Result(now, 0, "5.7.1", "ended", "");
                if (tell) {
                  row.giveUp(result);
                } else {
                  row.drop(result);
                }
              },
              0);
        });
  }
}
