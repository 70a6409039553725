package org.posthorn.checks.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CheckThreadsTest {
  private final CountDownLatch dns = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();

  private void slow() {
    waiting.incrementAndGet();
    try {
      dns.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aNetworkWithSlowNameServersMakesOnlyItselfWait() throws Exception {
    ExecutorService executor = Executors.newCachedThreadPool();
    try {
      CheckThreads threads = CheckThreads.on(executor);
      for (int i = 0; i < 200; i++) {
        assertThat(threads.submit("slow", this::slow)).isTrue();
      }
      CountDownLatch other = new CountDownLatch(1);
      assertThat(threads.submit("other", other::countDown)).isTrue();
      assertThat(other.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(waiting.get()).isLessThanOrEqualTo(16);
    } finally {
      dns.countDown();
      executor.shutdown();
      assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(waiting.get()).isEqualTo(200);
  }

  @Test
  void whatIsTooMuchIsNotTaken() {
    List<Runnable> started = new ArrayList<>();
    CheckThreads threads = CheckThreads.on(started::add);
    for (int i = 0; i < 200; i++) {
      assertThat(threads.submit("one", () -> {})).isTrue();
    }
    assertThat(threads.submit("one", () -> {})).isFalse();
    assertThat(threads.submit("two", () -> {})).isTrue();
  }

  @Test
  void afterAFaultTheNextOneRuns() {
    List<String> done = new ArrayList<>();
    CheckThreads threads = CheckThreads.on(Runnable::run);
    threads.submit(
        "one",
        () -> {
          throw new IllegalStateException("bug");
        });
    threads.submit("one", () -> done.add("second"));
    assertThat(done).containsExactly("second");
  }

  @Test
  void anExecutorThatTakesNothingLosesNoThread() {
    boolean[] open = {false};
    CheckThreads threads =
        CheckThreads.on(
            work -> {
              if (!open[0]) {
                throw new RejectedExecutionException();
              }
              work.run();
            });
    assertThat(threads.submit("one", () -> {})).isFalse();
    open[0] = true;
    assertThat(threads.submit("one", () -> {})).isTrue();
  }
}
