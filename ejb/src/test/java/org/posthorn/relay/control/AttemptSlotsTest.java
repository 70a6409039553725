package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** Whatever becomes of an attempt, its slot is given back, and nobody holds those of others. */
@OnBothDatabases
class AttemptSlotsTest extends AttemptsFixture {
  AttemptSlotsTest(TestDatabase database) {
    super(database);
  }

  @Test
  void anErrorGivesTheSlotBackAndTheDomainIsTriedAgain() {
    Bench bench = bench("posthorn.relay.concurrency", "1");
    enqueue(bench, Optional.of(ANN), BOB, CAT);
    AtomicInteger attempts = new AtomicInteger();
    bench.transport.before(
        () -> {
          if (attempts.getAndIncrement() == 0) {
            bench.attempts.run(new Destination(delivery, "c.test", "")); // is parked meanwhile
            throw new OutOfMemoryError("the test says so");
          }
          if (attempts.get() == 2) {
            throw new NoClassDefFoundError("the test says so");
          }
        });
    bench.announcements.lose();
    bench.attempts.run(new Destination(delivery, "b.test", ""));
    assertThat(states()).isEqualTo("bob WAITING 0, cat WAITING 0");
    bench.attempts.tick();
    assertThat(bench.transport.sent()).hasSize(2);
    bench.clock.forward(Duration.ofSeconds(15));
    bench.attempts.tick();
    assertThat(states()).isEqualTo("bob DELIVERED 1, cat DELIVERED 1");
  }

  @Test
  void aFaultOfOursIsAnAttempt() { // or the mail would be tried for ever, and nobody be told
    Bench bench = bench("posthorn.relay.retry", "PT1M");
    bench.transport.before(
        () -> {
          throw new StackOverflowError("the test says so");
        });
    enqueue(bench, Optional.of(ANN), BOB);
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob WAITING 1");
    bench.transport.before(
        () -> {
          throw new IllegalStateException("the test says so");
        });
    bench.clock.forward(Duration.ofMinutes(2));
    bench.deliverDue();
    assertThat(states()).isEqualTo("bob FAILED 2");
    assertThat(bench.notified.to()).containsExactly(ANN);
  }

  @Test
  void aThreadThatIsNotGivenLosesNoSlot() {
    Bench bench = bench("posthorn.relay.concurrency", "1");
    bench.workers =
        task -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    enqueue(bench, Optional.of(ANN), BOB);
    bench.deliverDue();
    bench.workers = Runnable::run;
    bench.clock.forward(Duration.ofSeconds(15));
    bench.attempts.tick();
    assertThat(states()).isEqualTo("bob DELIVERED 1");
  }

  @Test
  void slowDomainsOfOneSenderLeaveTheOthersTheirSlots() throws Exception {
    Bench bench =
        bench(
            "posthorn.relay.concurrency", "4",
            "posthorn.relay.per-sender", "1",
            "posthorn.relay.slow-concurrency", "4",
            "posthorn.relay.slow-after", "PT30S");
    CountDownLatch end = new CountDownLatch(1);
    bench.transport.before(
        () -> {
          if (!bench.transport.last().asciiDomain().equals("b.test")) {
            await(end); // as a server that answers after minutes
          }
        });
    ExecutorService threads = Executors.newCachedThreadPool();
    bench.workers = threads;
    try {
      Address[] slow =
          IntStream.range(0, 12)
              .mapToObj(i -> address("x@slow" + i + ".test"))
              .toArray(Address[]::new);
      enqueue(bench, Optional.of(ANN), slow);
      bench.deliverDue();
      bench.relay.enqueue("second", envelope(Optional.of(CAT), BOB), bench.contents.add("x\r\n"));
      bench.deliverDue();
      until(() -> states().contains("bob DELIVERED 1"));
      until(() -> bench.transport.sent().size() == 2); // a quarter of the slots, and bob's
      bench.clock.forward(Duration.ofMinutes(1));
      bench.attempts.tick(); // the slow one moves, and the sender has a slot again
      until(() -> bench.transport.sent().size() == 3);
      end.countDown();
      until(() -> !states().contains("WAITING"));
    } finally {
      end.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  void aHostThatHasItsShareIsWaitedFor() {
    Bench bench = bench("posthorn.relay.per-host", "1");
    InetAddress host = InetAddress.getLoopbackAddress();
    bench.transport.host("b.test", host);
    bench.transport.host("c.test", host);
    enqueue(bench, Optional.of(ANN), BOB);
    bench.relay.enqueue("second", envelope(Optional.of(BOB), CAT), bench.contents.add("x\r\n"));
    bench.transport.before(
        () -> {
          if (bench.transport.sent().size() == 1) {
            bench.attempts.run(new Destination("second", "c.test", "bob@b.test"));
          }
        });
    bench.attempts.run(new Destination(delivery, "b.test", "ann@posthorn.test"));
    assertThat(bench.transport.sent()).hasSize(2);
    assertThat(states()).isEqualTo("bob DELIVERED 1, cat DELIVERED 1");
  }

  @Test
  void aDomainHasItsShareOfAttempts() {
    Bench bench = bench("posthorn.relay.per-domain", "1");
    enqueue(bench, Optional.of(ANN), BOB);
    bench.relay.enqueue("second", envelope(Optional.of(ANN), EVE), bench.contents.add("x\r\n"));
    bench.transport.before(
        () -> {
          if (bench.transport.sent().size() == 1) {
            bench.attempts.run(
                new Destination("second", "b.test", "")); // comes while the first is on
            assertThat(bench.transport.sent()).hasSize(1);
          }
        });
    bench.attempts.run(new Destination(delivery, "b.test", ""));
    assertThat(bench.transport.sent()).hasSize(2); // by the same worker, afterwards
    assertThat(states()).isEqualTo("bob DELIVERED 1, eve DELIVERED 1");
  }

  @Test
  void aHundredTarpitsDelayMailToAnotherHostByLessThanASecond() throws Exception {
    Bench bench = bench();
    CountDownLatch end = new CountDownLatch(1);
    bench.transport.before(
        () -> {
          if (!bench.transport.last().asciiDomain().equals("b.test")) {
            await(end); // as a server that takes five minutes for each reply
          }
        });
    ExecutorService threads = Executors.newCachedThreadPool();
    bench.workers = threads;
    try {
      Address[] slow =
          IntStream.range(0, 100)
              .mapToObj(i -> address("x@tar" + i + ".test"))
              .toArray(Address[]::new);
      enqueue(bench, Optional.of(ANN), slow);
      bench.deliverDue();
      bench.relay.enqueue("second", envelope(Optional.of(ANN), BOB), bench.contents.add("x\r\n"));
      bench.deliverDue(); // of the same sender, behind all of them
      int waited = 0;
      while (!states().contains("bob DELIVERED 1") && waited < 2_000) {
        bench.clock.forward(Duration.ofMillis(100));
        waited += 100;
        bench.attempts.tick();
        TimeUnit.MILLISECONDS.sleep(50); // for the workers
      }
      assertThat(waited).isLessThanOrEqualTo(1_000);
      assertThat(states()).contains("bob DELIVERED 1");
    } finally {
      end.countDown();
      until(() -> !states().contains("WAITING"));
      threads.shutdownNow();
    }
  }
}
