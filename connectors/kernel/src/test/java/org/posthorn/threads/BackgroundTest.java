package org.posthorn.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundTest {
  private final ScheduledExecutorService clock = Background.clock("test");

  @AfterEach
  void end() {
    clock.shutdownNow();
    Thread.setDefaultUncaughtExceptionHandler(null);
  }

  private static void fail(int time) {
    if (time % 2 == 0) {
      throw new StackOverflowError("as ordered");
    }
    throw new NoClassDefFoundError("as ordered");
  }

  @Test
  void whatComesAgainComesAgainAfterAnError() throws InterruptedException {
    CountDownLatch thrice = new CountDownLatch(3);
    var looks =
        Background.every(
            clock,
            "test",
            () -> {
              thrice.countDown();
              fail((int) thrice.getCount());
            },
            Duration.ofMillis(1));
    assertThat(thrice.await(5, TimeUnit.SECONDS)).isTrue();
    looks.cancel(false);
  }

  @Test
  void theNextTaskHasTheSameThread() throws InterruptedException {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    CountDownLatch done = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      int time = i;
      Background.execute(
          clock,
          "test",
          () -> {
            threads.add(Thread.currentThread());
            done.countDown();
            fail(time);
          });
    }
    assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(threads.get(0)).isSameAs(threads.get(1));
  }

  @Test
  void lackOfMemoryIsToldToWhoeverDecides() {
    List<Throwable> heard = new ArrayList<>();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> heard.add(failure));
    OutOfMemoryError lack = new OutOfMemoryError("as ordered");
    Background.careful(
            "test",
            () -> {
              throw new IllegalStateException(lack);
            })
        .run();
    Background.careful("test", () -> fail(0)).run();
    assertThat(heard).containsOnly(lack);
  }

  @Test
  void threadsThatDoNotAnswerAreKnownByName() {
    CountDownLatch stuck = new CountDownLatch(1);
    Pulses.Watch slow = Pulses.watch("slow", clock);
    Pulses.Watch quick = Pulses.watch("quick", Runnable::run);
    Pulses.Watch none =
        Pulses.watch(
            "none",
            work -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    Background.execute(clock, "test", () -> await(stuck));
    Duration moment = Duration.ofMillis(50);
    assertThat(Pulses.silent(moment, Duration.ofMinutes(1))).as("they may be busy").isEmpty();
    assertThat(Pulses.silent(moment, Duration.ZERO)).containsExactly("none", "slow");
    stuck.countDown();
    none.end();
    assertThat(Pulses.silent(Duration.ofSeconds(5), Duration.ZERO)).isEmpty();
    slow.end();
    quick.end();
    assertThat(Pulses.silent(Duration.ZERO, Duration.ZERO)).doesNotContain("slow", "quick");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
