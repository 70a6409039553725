package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailboxes.entity.Delivered;
import org.posthorn.spool.boundary.Repetitions;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transactions.boundary.TestTransactions;

/** A delivery is remembered as long as it may come again. */
@OnBothDatabases
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class DeliveryMemoryTest {
  private static final Instant NOW = Instant.parse("2030-01-20T00:00:00Z");

  private final TestDatabase database;
  private final DeliveryMemory memory = new DeliveryMemory();
  private Optional<Set<String>> old = Optional.of(new HashSet<>());

  DeliveryMemoryTest(TestDatabase database) {
    this.database = database;
    memory.transactions = new TestTransactions(database);
    memory.rows = new MailboxRows();
    memory.rows.entities = database.entityManager();
    memory.repetitions =
        new Repetitions() {
          @Override
          public Optional<Set<String>> old(Instant now) {
            return old;
          }
        };
  }

  @BeforeEach
  void empty() {
    database.transact(all -> all.createQuery("delete from Delivered d").executeUpdate());
  }

  private void delivered(String id, Duration ago) {
    database.transact(
        entities -> {
          entities.persist(new Delivered(id, 1, NOW.minus(ago).getEpochSecond()));
          entities.persist(new Delivered(id, 2, NOW.minus(ago).getEpochSecond()));
        });
  }

  private long count() {
    return database.inTransaction(
        all -> all.createQuery("select count(d) from Delivered d", Long.class).getSingleResult());
  }

  @Test
  void longerThanAnyOrderLives() {
    delivered("old", Duration.ofDays(11));
    delivered("young", Duration.ofDays(9));
    memory.forget(NOW);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void asLongAsAnOrderLiesAmongThoseThatWereGivenUp() {
    delivered("dead", Duration.ofDays(400));
    delivered("gone", Duration.ofDays(400));
    old.orElseThrow().add("dead");
    memory.forget(NOW);
    assertThat(count()).isEqualTo(2);
    old.orElseThrow().clear();
    memory.forget(NOW);
    assertThat(count()).isZero();
  }

  @Test
  void asLongAsTheBrokerDoesNotTell() {
    delivered("old", Duration.ofDays(400));
    old = Optional.empty();
    memory.forget(NOW);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void manyAreForgottenInPortions() {
    for (int i = 0; i < 900; i++) {
      delivered("d" + i, Duration.ofDays(20));
      old.orElseThrow().add("d" + i * 3);
    }
    memory.forget(NOW);
    assertThat(count()).isEqualTo(600);
  }
}
