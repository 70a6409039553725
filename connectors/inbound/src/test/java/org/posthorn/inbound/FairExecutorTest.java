package org.posthorn.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class FairExecutorTest {
  /** Workers that come when they are told to. */
  private final Deque<Runnable> asked = new ArrayDeque<>();

  private final List<String> done = new ArrayList<>();

  @Test
  void partiesTakeTurns() {
    FairExecutor shares = new FairExecutor(asked::add, new FairExecutor.Limits(1, 1, 1, 1));
    for (int i = 0; i < 3; i++) {
      shares.execute("ann", () -> done.add("ann"), false);
    }
    shares.execute("bob", () -> done.add("bob"), false);
    shares.execute("cid", () -> done.add("cid"), false);
    work();
    assertThat(done).containsExactly("ann", "bob", "cid", "ann", "ann");
    assertThat(shares.parties()).isZero();
  }

  @Test
  void whatIsQuickComesFirstButNotAlways() {
    FairExecutor shares = new FairExecutor(asked::add, new FairExecutor.Limits(1, 1, 1, 1));
    for (int i = 0; i < 3; i++) {
      shares.execute("ann", () -> done.add("long"), true);
    }
    for (int i = 0; i < 6; i++) {
      shares.execute("bob", () -> done.add("quick"), false);
    }
    work();
    assertThat(done)
        .containsExactly(
            "quick", "quick", "quick", "long", "quick", "quick", "quick", "long", "long");
  }

  @Test
  void nobodyHasMoreThanItsShare() throws Exception {
    int parties = 5;
    FairExecutor.Limits limits = new FairExecutor.Limits(6, 3, 4, 2);
    AtomicIntegerArray running = new AtomicIntegerArray(2 * parties);
    AtomicInteger all = new AtomicInteger();
    AtomicInteger computing = new AtomicInteger();
    List<String> wrong = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    FairExecutor shares = new FairExecutor(threads, limits);
    int tasks = 20_000;
    CountDownLatch ended = new CountDownLatch(tasks);
    Random random = new Random(7);
    for (int i = 0; i < tasks; i++) {
      int party = random.nextInt(parties);
      boolean computes = random.nextBoolean();
      boolean waits = random.nextInt(200) == 0;
      Runnable task =
          () -> {
            int own = running.incrementAndGet(party);
            int ownLong = computes ? running.incrementAndGet(parties + party) : 0;
            int allLong = computes ? computing.incrementAndGet() : 0;
            if (all.incrementAndGet() > 6 || own > 3 || ownLong > 2 || allLong > 4) {
              synchronized (wrong) {
                wrong.add(own + " " + ownLong + " " + allLong);
              }
            }
            pause(waits ? 1 : 0);
            all.decrementAndGet();
            if (computes) {
              computing.decrementAndGet();
              running.decrementAndGet(parties + party);
            }
            running.decrementAndGet(party);
            ended.countDown();
          };
      shares.execute(party, task, computes);
    }
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(wrong).isEmpty();
    Bench.await(() -> shares.parties() == 0);
    threads.shutdown();
  }

  @Test
  void oneWhoHoldsAllItsWorkersLeavesTheOthers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    FairExecutor shares = new FairExecutor(threads, new FairExecutor.Limits(4, 3, 2, 2));
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 100; i++) {
      shares.execute("ann", () -> await(end), i % 2 == 0);
    }
    CountDownLatch served = new CountDownLatch(1_000);
    for (int i = 0; i < 1_000; i++) {
      shares.execute(i % 10, served::countDown, false);
    }
    assertThat(served.await(10, TimeUnit.SECONDS)).isTrue();
    end.countDown();
    Bench.await(() -> shares.parties() == 0);
    threads.shutdown();
  }

  @Test
  void anErrorEndsItsTaskOnly() {
    FairExecutor shares = new FairExecutor(asked::add, new FairExecutor.Limits(1, 1, 1, 1));
    shares.execute(
        "ann",
        () -> {
          throw new OutOfMemoryError("not really");
        },
        false);
    shares.execute("ann", () -> done.add("ann"), false);
    work();
    assertThat(done).containsExactly("ann");
    assertThat(shares.parties()).isZero();
  }

  @Test
  void whoeverFindsNoWorkerIsTold() {
    AtomicInteger calls = new AtomicInteger();
    FairExecutor shares =
        new FairExecutor(
            task -> {
              if (calls.getAndIncrement() == 0) {
                throw new RejectedExecutionException("no thread");
              }
              asked.add(task);
            },
            new FairExecutor.Limits(2, 2, 2, 2));
    assertThatThrownBy(() -> shares.execute("ann", () -> done.add("never"), false))
        .isInstanceOf(RejectedExecutionException.class);
    shares.execute("ann", () -> done.add("ann"), false);
    work();
    assertThat(done).containsExactly("ann");
  }

  private void work() {
    for (Runnable worker = asked.poll(); worker != null; worker = asked.poll()) {
      worker.run();
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
