package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** Nobody else works on what an attempt has claimed, and what a claim leaves behind is taken up. */
@OnBothDatabases
class AttemptClaimsTest extends AttemptsFixture {
  AttemptClaimsTest(TestDatabase database) {
    super(database);
  }

  @Test
  void aServerThatDiesWhileSendingSendsAgain() { // at least once
    Bench bench = bench();
    bench.transport.before(
        () -> {
          throw new IllegalStateException("the server dies here");
        });
    enqueue(bench, Optional.of(ANN), BOB);
    Destination group = new Destination(delivery, "b.test", "");
    String claim = "7:" + UUID.randomUUID();
    Instant now = bench.clock.instant();
    assertThat(bench.outbox.claim(group, claim, now)).hasSize(1);
    bench.transport.before(() -> {});
    bench.deliverDue(); // another one must not send meanwhile
    bench.recovery.release();
    bench.recovery.requeue();
    bench.deliverDue();
    assertThat(bench.transport.sent()).isEmpty();
    bench.ended.add(7L);
    bench.clock.forward(Duration.ofMinutes(1));
    bench.recovery.release();
    bench.recovery.requeue();
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(1);
    assertThat(states()).isEqualTo("bob DELIVERED 1");
  }

  @Test
  void aRestartTakesUpWhatThisServerHadClaimed() {
    Bench bench = bench();
    enqueue(bench, Optional.of(ANN), BOB);
    Instant now = bench.clock.instant();
    bench.outbox.claim(new Destination(delivery, "b.test", ""), "7:x", now);
    bench.announcements.lose();
    bench.clock.forward(Duration.ofMinutes(1));
    bench.ended.add(7L);
    bench.recovery.start();
    bench.recovery.requeue();
    bench.recovery.requeue();
    assertThat(bench.announcements.waiting()).hasSize(1);
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob DELIVERED 1");
  }

  @Test
  void theStartOfAnotherServerOfTheSameNameReleasesNothingOfThisOne() {
    Bench bench = bench();
    Bench other = bench();
    bench.transport.before(
        () -> {
          other.recovery.start();
          other.clock.forward(Duration.ofMinutes(2));
          other.recovery.requeue();
          other.deliverDue();
        });
    enqueue(bench, Optional.of(ANN), BOB);
    other.claims.nodes = bench.neighbour();
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(1);
    assertThat(other.transport.sent()).isEmpty();
    assertThat(states()).isEqualTo("bob DELIVERED 1");
  }

  @Test
  void aClockThatJumpsDuringDataHasNothingSentTwice() {
    Bench bench = bench();
    Bench other = bench();
    other.claims.nodes = bench.neighbour();
    bench.transport.before(
        () -> {
          for (Duration jump : List.of(Duration.ofMinutes(50), Duration.ofDays(400))) {
            other.clock.forward(jump);
            bench.clock.forward(jump);
            other.recovery.release();
            other.recovery.requeue();
            other.deliverDue();
            bench.recovery.release();
          }
        });
    enqueue(bench, Optional.of(ANN), BOB);
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(1);
    assertThat(other.transport.sent()).isEmpty();
    assertThat(states()).isEqualTo("bob DELIVERED 1");
  }

  @Test
  void aClockThatWasWrongWhenARetryWasPlannedDelaysNothing() {
    Bench bench = bench();
    bench.clock.forward(Duration.ofDays(3_000));
    bench.transport.answer(BOB, 450, "4.2.0", "450 later");
    enqueue(bench, Optional.of(ANN), BOB);
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob WAITING 1");
    bench.announcements.lose();
    bench.clock.forward(Duration.ofDays(-3_000)); // it was set right
    bench.transport.answer(BOB, 250, "2.0.0", "250 fine");
    bench.recovery.requeue();
    bench.clock.forward(Duration.ofMinutes(2));
    bench.recovery.requeue();
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob DELIVERED 2");
  }

  @Test
  void aClaimThatWasNotGivenBackIsReleasedByItsServer() {
    Bench bench = bench();
    enqueue(bench, Optional.of(ANN), BOB);
    bench.outbox.claim(new Destination(delivery, "b.test", ""), "1:x", bench.clock.instant());
    bench.recovery.release();
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob DELIVERED 1");
  }

  @Test
  void aLateResultDoesNotOverwriteAnotherClaim() {
    Bench bench = bench();
    enqueue(bench, Optional.of(ANN), BOB);
    bench.transport.answer(BOB, 550, "5.1.1", "550 no");
    bench.transport.before(() -> bench.outbox.claims(Claims.OPEN).forEach(bench.outbox::release));
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob WAITING 0");
  }

  @Test
  void onlyOneOfManyGetsTheClaim() throws Exception {
    Bench bench = bench();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 25; round++) {
        String id = "race-" + round;
        bench.relay.enqueue(id, envelope(Optional.of(ANN), BOB), bench.contents.add("x"));
        Destination group = new Destination(id, "b.test", "");
        Instant now = bench.clock.instant();
        Callable<Integer> claim =
            () -> bench.outbox.claim(group, "1:" + UUID.randomUUID(), now).size();
        int owners = 0;
        for (var result : threads.invokeAll(List.of(claim, claim, claim, claim))) {
          owners += result.get();
        }
        assertThat(owners).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anErrorWhileWritingDownDoesNotSendTwice() {
    Bench bench = bench();
    enqueue(bench, Optional.of(ANN), BOB);
    bench.errors = 2;
    bench.deliverDue();
    assertThat(bench.transport.sent()).hasSize(1);
    assertThat(states()).isEqualTo("bob DELIVERED 1");
  }
}
