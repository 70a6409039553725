package org.posthorn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.accounts.control.FairQueue.Lane;

/** An Error in one computation of a password is not the last login. */
class ComputationErrorsTest {
  private static final Lane LANE = Lane.KNOWN;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Computations computations = new Computations();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static Error error(Class<? extends Error> type) {
    return type == OutOfMemoryError.class ? new OutOfMemoryError("test") : new StackOverflowError();
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class})
  void thoseWhoWaitBehindItAreComputed(Class<? extends Error> type) throws Exception {
    computations.executor = threads;
    CountDownLatch others = new CountDownLatch(8);
    for (int i = 0; i < 8; i++) { // more than there are threads
      assertThat(
              computations.submit(
                  LANE,
                  "broken",
                  () -> {
                    throw error(type);
                  }))
          .isTrue();
      assertThat(computations.submit(LANE, "whole", others::countDown)).isTrue();
    }
    assertThat(others.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aThreadThatCannotBeMadeNowIsAskedForAgain() throws Exception {
    AtomicBoolean none = new AtomicBoolean(true);
    computations.executor =
        work -> {
          if (none.get()) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          threads.execute(work);
        };
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> computations.submit(LANE, "early", () -> {}))
          .isInstanceOf(OutOfMemoryError.class);
    }
    none.set(false);
    CountDownLatch done = new CountDownLatch(1);
    assertThat(computations.submit(LANE, "late", done::countDown)).isTrue();
    assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
  }
}
