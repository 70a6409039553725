package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** Rows that are done are kept while their order may come again. */
@OnBothDatabases
class RetiredRowsTest extends AttemptsFixture {
  RetiredRowsTest(TestDatabase database) {
    super(database);
  }

  @Test
  void whatIsDoneIsForgottenLater() {
    Bench bench = bench("posthorn.relay.keep-retired", "P20D");
    enqueue(bench, Optional.of(ANN), BOB);
    bench.deliverDue();
    bench.clock.forward(Duration.ofDays(19));
    bench.recovery.purge();
    assertThat(states()).isEqualTo("bob DELIVERED 1");
    bench.clock.forward(Duration.ofDays(2));
    bench.recovery.purge();
    assertThat(states()).isEmpty();
  }

  @Test
  void anOrderThatComesAgainForDaysIsSentOnce() {
    Bench bench = bench();
    enqueue(bench, Optional.of(ANN), BOB);
    bench.deliverDue();
    for (int hour = 0; hour < 5 * 24; hour++) { // as long as the queue brings it again
      bench.clock.forward(Duration.ofHours(1));
      bench.recovery.purge();
      enqueue(bench, Optional.of(ANN), BOB);
      bench.deliverDue();
    }
    assertThat(bench.transport.sent()).hasSize(1);
  }

  @Test
  void anOrderThatIsMovedBackAfterAYearIsSentOnce() {
    Bench bench = bench();
    enqueue(bench, Optional.of(ANN), BOB);
    bench.relay.enqueue("other", envelope(Optional.of(ANN), CAT), 0);
    bench.deliverDue();
    bench.clock.forward(Duration.ofDays(365));
    bench.brokerTells = false;
    bench.recovery.purge();
    assertThat(states()).isEqualTo("bob DELIVERED 1, cat DELIVERED 1");
    bench.brokerTells = true;
    bench.comeAgain.add(delivery);
    bench.recovery.purge();
    assertThat(states()).isEqualTo("bob DELIVERED 1");
    enqueue(bench, Optional.of(ANN), BOB);
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(2);
  }

  @Test
  void manyAreForgottenInPortions() {
    Bench bench = bench();
    for (int i = 0; i < 1_201; i++) {
      bench.comeAgain.add("d" + i * 3);
      bench.relay.enqueue("d" + i, envelope(Optional.of(ANN), BOB), 0);
    }
    database.transact(
        entities ->
            entities
                .createQuery(
                    "update OutgoingMessage m set m.lastAttempt = m.nextAttempt, m.state ="
                        + " org.posthorn.relay.entity.OutgoingMessage.State.DELIVERED")
                .executeUpdate());
    bench.clock.forward(Duration.ofDays(11));
    bench.recovery.purge();
    assertThat(states().split(", ")).hasSize(401);
  }
}
