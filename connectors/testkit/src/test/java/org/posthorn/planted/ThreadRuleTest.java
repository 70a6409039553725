package org.posthorn.planted;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.testkit.HouseRules;

/** The rule for threads is shown classes that break it. */
class ThreadRuleTest {

  private static boolean objects(Class<?> planted) {
    return HouseRules.THREADS_HAVE_ONE_WAY
        .evaluate(new ClassFileImporter().importClasses(planted))
        .hasViolation();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Executes.class,
        Schedules.class,
        HandsOver.class,
        MakesThread.class,
        Completes.class
      })
  void threadsAreMadeAndGivenWorkInOneWay(Class<?> planted) {
    assertThat(objects(planted)).isTrue();
  }

  @Test
  void otherThingsMayBeExecuted() {
    assertThat(objects(Harmless.class)).isFalse();
  }

  static final class Executes {
    void at(Executor executor) {
      executor.execute(() -> {});
    }
  }

  static final class Schedules {
    Future<?> at(ScheduledExecutorService clock) {
      return clock.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.SECONDS);
    }
  }

  static final class HandsOver {
    Consumer<Runnable> at(Executor executor) {
      return executor::execute;
    }
  }

  static final class MakesThread {
    Thread make() {
      return new Thread(() -> {});
    }
  }

  static final class Completes {
    Future<?> complete(Runnable work) {
      return CompletableFuture.runAsync(work);
    }
  }

  static final class Harmless {
    Future<?> at(CompletableFuture<String> future) {
      return future.completeOnTimeout("", 1, TimeUnit.SECONDS);
    }
  }
}
