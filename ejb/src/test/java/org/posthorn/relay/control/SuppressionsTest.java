package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.relay.entity.Suppression;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** Addresses to which an account's mail failed get no more of it. */
@OnBothDatabases
class SuppressionsTest extends AttemptsFixture {
  private static final long ANNS_ACCOUNT = 5;
  private final Bench bench = bench();
  private final SuppressionRows rows = new SuppressionRows();

  SuppressionsTest(TestDatabase database) {
    super(database);
    rows.entities = database.entityManager();
  }

  @BeforeEach
  void none() {
    database.transact(
        entities -> entities.createQuery("delete from Suppression s").executeUpdate());
  }

  private void send(Optional<Address> sender, Address... recipients) {
    long content = bench.contents.add("From: ann@posthorn.test\r\nSubject: hi\r\n\r\nbody\r\n");
    bench.relay.enqueue(UUID.randomUUID().toString(), envelope(sender, recipients), content);
    bench.deliverDue();
  }

  private List<String> suppressed() {
    return database.inTransaction(
        any ->
            rows.list(Optional.of(ANNS_ACCOUNT), 0, 100).stream()
                .map(Suppression::address)
                .toList());
  }

  @Test
  void whoIsUnknownThereGetsNoMore() {
    bench.transport.answer(BOB, 550, "5.1.1", "550 5.1.1 no bob");
    send(Optional.of(ANN), BOB);
    assertThat(suppressed()).containsExactly("bob@b.test");
    int sent = bench.transport.sent().size();
    send(Optional.of(ANN), BOB, EVE);
    send(Optional.of(ANN), address("B.o.b+tag@b.test"));
    assertThat(bench.transport.sent().subList(sent, bench.transport.sent().size()))
        .as("to eve alone")
        .singleElement()
        .satisfies(mail -> assertThat(mail.recipients()).containsExactly(EVE));
    assertThat(bench.notified.texts()).hasSize(3);
    assertThat(bench.notified.texts().get(1))
        .contains("Status: 5.7.1", "suppressed", "550 5.1.1 no bob");
  }

  @Test
  void othersWithoutAccountOrOfAnotherAreNotTouched() {
    bench.transport.answer(BOB, 550, "5.1.1", "550 5.1.1 no bob");
    send(Optional.of(ANN), BOB);
    int sent = bench.transport.sent().size();
    send(Optional.of(CAT), BOB);
    send(Optional.empty(), BOB);
    assertThat(bench.transport.sent()).hasSize(sent + 2);
  }

  @Test
  void otherFailuresCountThriceInARow() {
    bench.transport.answer(BOB, 554, "5.3.0", "554 5.3.0 no");
    send(Optional.of(ANN), BOB);
    send(Optional.of(ANN), BOB);
    bench.transport.answer(BOB, 250, "2.0.0", "250 ok");
    send(Optional.of(ANN), BOB); // and it begins anew
    bench.transport.answer(BOB, 554, "5.3.0", "554 5.3.0 no");
    send(Optional.of(ANN), BOB);
    send(Optional.of(ANN), BOB);
    assertThat(suppressed()).isEmpty();
    send(Optional.of(ANN), BOB);
    assertThat(suppressed()).containsExactly("bob@b.test");
  }

  @Test
  void whatIsOursToBlameDoesNotCount() {
    for (int i = 0; i < 4; i++) {
      bench.relay.enqueue(UUID.randomUUID().toString(), envelope(Optional.of(ANN), BOB), 0);
      bench.contents.add("Subject: hi\r\n\r\nbody\r\n");
      bench.contents.damage(0);
      bench.deliverDue();
    }
    assertThat(states()).contains("bob FAILED");
    assertThat(suppressed()).isEmpty();
  }

  @Test
  void peopleMaySuppressAndLetGo() {
    long id =
        database.inTransaction(
            any -> rows.suppress(ANNS_ACCOUNT, BOB, "left the company", true, Instant.EPOCH).id());
    send(Optional.of(ANN), BOB);
    assertThat(bench.transport.sent()).isEmpty();
    assertThat(database.<Boolean>inTransaction(any -> rows.remove(id))).isTrue();
    assertThat(database.<Boolean>inTransaction(any -> rows.remove(id))).isFalse();
    send(Optional.of(ANN), BOB);
    assertThat(bench.transport.sent()).hasSize(1);
  }

  @Test
  void accountsThatAreGoneAreForgotten() {
    database.transact(any -> rows.suppress(ANNS_ACCOUNT, BOB, "", true, Instant.EPOCH));
    bench.recovery.purge(); // there is no account 5
    assertThat(suppressed()).isEmpty();
  }
}
