package org.posthorn.content.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelWorkTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ParallelWork helpers = new ParallelWork(threads, 2);

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void eachPieceIsDoneOnceAndBeforeTheEnd() throws Exception {
    List<Future<?>> calls = new ArrayList<>();
    for (int call = 0; call < 50; call++) {
      calls.add(
          threads.submit(
              () -> {
                AtomicIntegerArray done = new AtomicIntegerArray(100);
                helpers.work(100, () -> done::getAndIncrement);
                for (int i = 0; i < done.length(); i++) {
                  assertThat(done.get(i)).isOne();
                }
              }));
    }
    for (Future<?> call : calls) {
      call.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void othersHelp() {
    var names = ConcurrentHashMap.<String>newKeySet();
    CountDownLatch three = new CountDownLatch(3);
    helpers.work(
        3,
        () ->
            piece -> {
              names.add(Thread.currentThread().getName());
              three.countDown();
              await(three);
            });
    assertThat(names).hasSize(3);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void helpersAreNoMoreThanProcessorsAreIdle() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger working = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> calls = new ArrayList<>();
    for (int call = 0; call < 3; call++) {
      calls.add(
          threads.submit(
              () -> {
                await(go);
                helpers.work(
                    50,
                    () ->
                        piece -> {
                          most.accumulateAndGet(working.incrementAndGet(), Math::max);
                          Thread.onSpinWait();
                          working.decrementAndGet();
                        });
              }));
    }
    go.countDown();
    for (Future<?> call : calls) {
      call.get(10, TimeUnit.SECONDS);
    }
    assertThat(most.get()).isLessThanOrEqualTo(3 + 2);
  }

  @Test
  void aBusyExecutorDelaysNobody() {
    List<Runnable> waiting = new ArrayList<>();
    ParallelWork late = new ParallelWork(waiting::add, 1);
    AtomicInteger done = new AtomicInteger();
    late.work(10, () -> piece -> done.incrementAndGet());
    assertThat(done.get()).isEqualTo(10);
    assertThat(waiting).hasSize(1);
    waiting.get(0).run(); // finds nothing to do, and can be had again
    late.work(10, () -> piece -> done.incrementAndGet());
    assertThat(waiting).hasSize(2);
    assertThat(done.get()).isEqualTo(20);
  }

  @Test
  void aStoppingServerGoesOnAlone() {
    AtomicInteger done = new AtomicInteger();
    ParallelWork none =
        new ParallelWork(
            task -> {
              throw new RejectedExecutionException();
            },
            2);
    none.work(4, () -> piece -> done.incrementAndGet());
    none.work(4, () -> piece -> done.incrementAndGet());
    assertThat(done.get()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class})
  void anErrorOfAHelperComesToTheCallerAndTheHelperCanBeHadAgain(Class<? extends Error> type) {
    Error error =
        type == OutOfMemoryError.class ? new OutOfMemoryError("test") : new StackOverflowError();
    for (int times = 0; times < 4; times++) { // more than there are helpers
      boolean came = false;
      for (int tries = 0; tries < 100 && !came; tries++) { // the last one may be on its way home
        came = helperThrows(error);
      }
      assertThat(came).isTrue();
    }
  }

  private boolean helperThrows(Error error) {
    Thread caller = Thread.currentThread();
    CountDownLatch helper = new CountDownLatch(1);
    try {
      helpers.work(
          2,
          () ->
              piece -> {
                if (Thread.currentThread() != caller) {
                  helper.countDown();
                  throw error;
                }
                waitShortly(helper);
              });
      return false;
    } catch (OutOfMemoryError | StackOverflowError e) {
      assertThat(e).isSameAs(error);
      return true;
    }
  }

  private static void waitShortly(CountDownLatch latch) {
    try {
      boolean unused = latch.await(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void failuresComeToTheCallerAndEndIt() {
    AtomicInteger done = new AtomicInteger();
    for (int at : new int[] {0, 50}) {
      assertThatThrownBy(
              () ->
                  helpers.work(
                      1_000_000,
                      () ->
                          piece -> {
                            done.incrementAndGet();
                            if (piece == at) {
                              throw new IllegalStateException("broken");
                            }
                          }))
          .hasMessage("broken");
    }
    assertThat(done.get()).isLessThan(2_000_000);
    helpers.work(1, () -> piece -> done.set(0));
    assertThat(done.get()).isZero();
  }
}
