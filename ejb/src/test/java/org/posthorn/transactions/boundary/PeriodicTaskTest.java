package org.posthorn.transactions.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a timer of the container brings never ends the timer. */
class PeriodicTaskTest {
  private final PeriodicTask task = new PeriodicTask("test");
  private final List<Throwable> heard = new ArrayList<>();

  @AfterEach
  void forget() {
    Thread.setDefaultUncaughtExceptionHandler(null);
  }

  @Test
  void anErrorComesToNoTimer() {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> heard.add(failure));
    List<String> done = new ArrayList<>();
    OutOfMemoryError exhausted = new OutOfMemoryError("test");
    for (Error error : List.of(exhausted, new StackOverflowError("test"))) {
      task.run(
          () -> {
            done.add(error.getClass().getSimpleName());
            throw error;
          });
    }
    task.run(() -> done.add("the next"));
    assertThat(done).containsExactly("OutOfMemoryError", "StackOverflowError", "the next");
    assertThat(heard).as("told to whoever ends the process").containsOnly(exhausted);
  }
}
