package org.posthorn.web.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One account's searches do not take the processors from others. */
class ComputingTurnsTest {
  private final ComputingTurns turns = new ComputingTurns(2, 3, 10_000);
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void join() throws InterruptedException {
    end.countDown();
    for (Thread thread : threads) {
      thread.join(10_000);
    }
    assertThat(turns.accounts()).isZero();
  }

  private void begin(long account) {
    Thread thread =
        new Thread(
            () -> {
              try {
                turns.take(account, this::work);
              } catch (ComputingBusy busy) {
                refused.incrementAndGet();
              }
            });
    threads.add(thread);
    thread.start();
  }

  private int work() {
    running.incrementAndGet();
    try {
      return end.await(10, TimeUnit.SECONDS) ? 1 : 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(AtomicInteger number, int value) throws InterruptedException {
    for (int i = 0; i < 1000 && number.get() != value; i++) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    assertThat(number).hasValue(value);
  }

  @Test
  void oneOfAnAccountComputesAndFewWait() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      begin(1);
    }
    await(refused, 6);
    await(running, 1);
    begin(2);
    await(running, 2);
    end.countDown();
    await(running, 5);
  }

  @Test
  void whoeverWaitsTooLongHearsIt() throws InterruptedException {
    ComputingTurns impatient = new ComputingTurns(1, 3, 20);
    impatient.take(
        1,
        () -> {
          assertThatThrownBy(() -> impatient.take(2, () -> 2)).isInstanceOf(ComputingBusy.class);
          return 1;
        });
    assertThat(impatient.take(2, () -> 2)).isEqualTo(2);
    assertThat(impatient.accounts()).isZero();
  }
}
