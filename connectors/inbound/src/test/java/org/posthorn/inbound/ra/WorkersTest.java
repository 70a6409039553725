package org.posthorn.inbound.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private final Container container = new Container();

  /** A container that counts the threads that it gives. */
  private static final class Container implements WorkManager {
    final ExecutorService threads = Executors.newCachedThreadPool();
    final AtomicInteger given = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();
    volatile boolean refusing;
    volatile boolean exhausted;

    @Override
    public void scheduleWork(Work work) throws WorkRejectedException {
      if (refusing) {
        throw new WorkRejectedException("no");
      }
      if (exhausted) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      given.incrementAndGet();
      running.incrementAndGet();
      threads.execute(
          () -> {
            work.run();
            running.decrementAndGet();
          });
    }

    @Override
    public void doWork(Work work) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(Work work) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void doWork(
        Work work,
        long timeout,
        @Nullable ExecutionContext context,
        @Nullable WorkListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(
        Work work,
        long timeout,
        @Nullable ExecutionContext context,
        @Nullable WorkListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void scheduleWork(
        Work work,
        long timeout,
        @Nullable ExecutionContext context,
        @Nullable WorkListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  @AfterEach
  void stop() {
    container.threads.shutdownNow();
  }

  @Test
  void runsEverythingOnAtMostSoManyThreads() throws InterruptedException {
    try (Workers workers = new Workers(container, 3)) {
      CountDownLatch done = new CountDownLatch(10_000);
      for (int i = 0; i < 10_000; i++) {
        workers.execute(done::countDown);
      }
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(container.given.get()).isBetween(1, 3);
    }
  }

  @Test
  void aFailedTaskDoesNotEndTheWorker() throws InterruptedException {
    try (Workers workers = new Workers(container, 1)) {
      workers.execute(
          () -> {
            throw new IllegalStateException("asked to fail");
          });
      CountDownLatch done = new CountDownLatch(1);
      workers.execute(done::countDown);
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(container.given).hasValue(1);
    }
  }

  @Test
  void errorsEndNoWorker() throws InterruptedException {
    try (Workers workers = new Workers(container, 2)) {
      for (int i = 0; i < 10; i++) {
        workers.execute(
            () -> {
              throw new StackOverflowError("asked to fail");
            });
      }
      CountDownLatch both = new CountDownLatch(2);
      for (int i = 0; i < 2; i++) {
        workers.execute(
            () -> {
              both.countDown();
              await(both); // each on a worker of its own
            });
      }
      assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(container.given.get()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void aThreadThatCannotBeMadeIsNotCounted() throws InterruptedException {
    try (Workers workers = new Workers(container, 1)) {
      container.exhausted = true;
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> workers.execute(() -> {}))
            .isInstanceOf(RejectedExecutionException.class);
      }
      container.exhausted = false;
      CountDownLatch done = new CountDownLatch(1);
      workers.execute(done::countDown);
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closingRunsWhatWaitsAndGivesTheThreadsBack() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger ran = new AtomicInteger();
    Workers workers = new Workers(container, 2);
    for (int i = 0; i < 100; i++) {
      workers.execute(
          () -> {
            await(gate);
            ran.incrementAndGet();
          });
    }
    workers.close();
    assertThatThrownBy(() -> workers.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    gate.countDown();
    container.threads.shutdown();
    assertThat(container.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).hasValue(100);
    assertThat(container.running).hasValue(0);
  }

  @Test
  void withoutAnyThreadTheTaskIsRefused() {
    container.refusing = true;
    Workers workers = new Workers(container, 2);
    assertThatThrownBy(() -> workers.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    workers.close();
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
