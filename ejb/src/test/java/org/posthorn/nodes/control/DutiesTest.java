package org.posthorn.nodes.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.nodes.boundary.NodesWiring;
import org.posthorn.nodes.entity.Server.State;
import org.posthorn.nodes.value.Lease;
import org.posthorn.nodes.value.NodeFact;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transactions.boundary.TestTransactions;

/** Two servers and what one of them does for both. */
@OnBothDatabases
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class DutiesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestDatabase database;
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // it may turn over

  @TempDir Path directory;

  DutiesTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void empty() {
    database.transact(
        all -> {
          all.createQuery("delete from Server s").executeUpdate();
          all.createQuery("delete from Duty d").executeUpdate();
        });
  }

  /** A server of the same name as all others. */
  private final class Machine {
    final Liveness liveness = new Liveness();
    final Duties duties;

    Machine() {
      ServerRows rows = new ServerRows();
      rows.entities = database.entityManager();
      rows.transactions = new TestTransactions(database);
      liveness.rows = rows;
      liveness.nanos = nanos::get;
      DutyRoster roster = new DutyRoster();
      roster.rows = rows;
      roster.liveness = liveness;
      duties = NodesWiring.duties(roster);
      liveness.begin("same", "1.0");
    }

    boolean does(String duty) {
      return duties.take(duty).isPresent();
    }
  }

  private void pass(Duration time, Machine... alive) {
    for (long left = time.toSeconds(); left > 0; left -= 10) {
      nanos.addAndGet(Duration.ofSeconds(10).toNanos());
      for (Machine each : alive) {
        each.liveness.beat("");
      }
    }
  }

  @Test
  void oneDoesItAsLongAsItLives() {
    Machine one = new Machine();
    Machine other = new Machine();
    assertThat(one.liveness.self()).isNotEqualTo(other.liveness.self());
    assertThat(one.does("sweep")).isTrue();
    pass(MINUTE.multipliedBy(10), one, other);
    assertThat(other.does("sweep")).isFalse();
    assertThat(other.does("purge")).isTrue();
    assertThat(one.does("purge")).isFalse();
    assertThat(one.duties.all()).extracting(Lease::name).containsExactly("purge", "sweep");
  }

  @Test
  void anotherTakesItWhenThatOneDies() {
    Machine one = new Machine();
    Machine other = new Machine();
    Lease lease = one.duties.take("sweep").orElseThrow();
    pass(Duration.ofSeconds(20), one, other);
    pass(Duration.ofSeconds(50), other);
    assertThat(other.does("sweep")).isFalse();
    assertThat(one.liveness.lives()).isFalse(); // it stops before others begin
    pass(Duration.ofSeconds(20), other);
    Lease next = other.duties.take("sweep").orElseThrow();
    assertThat(next.fence()).isGreaterThan(lease.fence());
    assertThat(one.duties.holds(lease)).isFalse();
    assertThat(other.duties.holds(next)).isTrue();
    long before = one.liveness.self();
    one.liveness.beat(""); // it only stood still
    assertThat(one.liveness.self()).isNotEqualTo(before);
    assertThat(one.does("sweep")).isFalse();
    assertThat(one.duties.holds(lease)).isFalse();
  }

  @Test
  void oneThatStopsHandsItOverAtOnce() {
    Machine one = new Machine();
    Machine other = new Machine();
    assertThat(one.does("sweep")).isTrue();
    one.liveness.end();
    assertThat(other.does("sweep")).isTrue();
    assertThat(other.liveness.ended(one.liveness.self(), MINUTE.multipliedBy(40))).isFalse();
    pass(MINUTE.multipliedBy(3), other); // it has had time to come to its end
    assertThat(other.liveness.ended(one.liveness.self(), MINUTE.multipliedBy(40))).isTrue();
  }

  @Test
  void nobodyIsGoneBecauseTheDatabaseWasAway() {
    Machine one = new Machine();
    Machine other = new Machine();
    assertThat(one.does("sweep")).isTrue();
    pass(MINUTE, one, other);
    nanos.addAndGet(MINUTE.multipliedBy(5).toNanos()); // no sign of life came through
    other.liveness.beat("");
    assertThat(other.does("sweep")).isFalse();
    one.liveness.beat("");
    assertThat(one.does("sweep")).isTrue();
  }

  @Test
  void whatItHadClaimedIsGivenToOthersOnlyWhenItCannotBeAtWorkAnyMore() {
    Machine one = new Machine();
    Machine other = new Machine();
    long self = one.liveness.self();
    pass(MINUTE.multipliedBy(2), other);
    assertThat(other.liveness.all()).extracting(each -> each.state()).contains(State.GONE);
    assertThat(other.liveness.ended(self, MINUTE.multipliedBy(40))).isFalse();
    pass(MINUTE.multipliedBy(40), other);
    assertThat(other.liveness.ended(self, MINUTE.multipliedBy(40))).isTrue();
  }

  @Test
  void theServerBeforeInTheSameDataDirectoryRunsNoMore() {
    Machine one = new Machine();
    DataDirectoryId first = DataDirectoryId.open(directory);
    assertThat(first.predecessor("host")).isEmpty();
    first.note(one.liveness.self(), "host");
    try (DataDirectoryId second = DataDirectoryId.open(directory)) {
      assertThat(second.predecessor("host")).isEmpty(); // somebody has it
    }
    first.close();
    try (DataDirectoryId second = DataDirectoryId.open(directory)) {
      assertThat(second.predecessor("host")).hasValue(one.liveness.self());
      second.note(7, "host");
      assertThat(second.predecessor("host")).hasValue(7);
      assertThat(second.predecessor("other.host")).isEmpty(); // a copy of the directory
    }
    Machine other = new Machine();
    assertThat(one.does("sweep")).isTrue();
    other.liveness.runsNoMore(one.liveness.self());
    assertThat(other.does("sweep")).isTrue();
    assertThat(other.liveness.ended(one.liveness.self(), MINUTE.multipliedBy(40))).isTrue();
  }

  @Test
  void workThatFailsIsGivenUpForAnother() {
    Machine one = new Machine();
    Machine other = new Machine();
    assertThatThrownBy(
            () ->
                one.duties.perform(
                    "purge",
                    () -> {
                      throw new IllegalStateException("the test says so");
                    }))
        .isInstanceOf(IllegalStateException.class);
    List<String> done = new ArrayList<>();
    other.duties.perform("purge", () -> done.add("other"));
    one.duties.perform("purge", () -> done.add("one"));
    assertThat(done).containsExactly("other");
  }

  @Test
  void ofManyAtTheSameMomentOneTakesIt() throws Exception {
    List<Machine> machines = List.of(new Machine(), new Machine(), new Machine(), new Machine());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 20; round++) {
        String duty = "duty-" + round;
        List<Callable<Optional<Lease>>> takes = new ArrayList<>();
        machines.forEach(each -> takes.add(() -> each.duties.take(duty)));
        int taken = 0;
        for (Future<Optional<Lease>> each : threads.invokeAll(takes)) {
          taken += each.get().isPresent() ? 1 : 0;
        }
        assertThat(taken).isOne();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatServersTellOfThemselvesIsKeptAndTheEndedAreForgotten() {
    Machine one = new Machine();
    one.liveness.beat(Facts.write(List.of(fact("mailboxes", 3), fact("attempts", 0))));
    assertThat(Facts.read(one.liveness.all().get(0).facts()))
        .isEqualTo(Map.of("mailboxes", 3L, "attempts", 0L));
    assertThat(Facts.read("x\n 1\na b\nc 1")).isEqualTo(Map.of("c", 1L));
    one.liveness.end();
    one.liveness.forget();
    assertThat(one.liveness.all()).hasSize(1); // for a week
    database.transact(all -> all.createQuery("update Server s set s.ended = 1").executeUpdate());
    one.liveness.forget();
    assertThat(one.liveness.all()).isEmpty();
  }

  private static NodeFact fact(String name, long value) {
    return () -> Map.of(name, value);
  }
}
