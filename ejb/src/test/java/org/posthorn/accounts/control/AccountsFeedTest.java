package org.posthorn.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.feed.boundary.ChangeTopic;

/** Other servers hear of new accounts, also after something went wrong. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class AccountsFeedTest {
  private final Deque<Error> errors = new ArrayDeque<>();
  private final Deque<Runnable> scheduled = new ArrayDeque<>();
  private final List<Long> told = new ArrayList<>();
  private final AccountsFeed feed = new AccountsFeed();
  private final Object pending = fake(ScheduledFuture.class, none -> false);
  private boolean threads = true;

  @BeforeEach
  void wire() {
    feed.cache = new AccountCache();
    feed.watchers = new LoginWatchers();
    feed.topic =
        new ChangeTopic() {
          @Override
          public void tell(String kind, long id, String text) {
            Error error = errors.poll();
            if (error != null) {
              throw error;
            }
            told.add(id);
          }
        };
    feed.executor =
        fake(
            ManagedScheduledExecutorService.class,
            arguments -> {
              if (!threads) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              scheduled.add((Runnable) arguments[0]);
              return pending;
            });
  }

  private interface Call {
    Object with(Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.with(arguments)));
  }

  private void passTime() throws InterruptedException {
    Thread.sleep(AccountsFeed.QUIET.toMillis() + 10);
    List.copyOf(scheduled).forEach(Runnable::run);
    scheduled.clear();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anErrorIsNotTheLastThatIsTold(boolean memory) throws Exception {
    errors.add(memory ? new OutOfMemoryError("test") : new StackOverflowError("test"));
    feed.on(AccountsChanged.ADDED);
    passTime();
    assertThat(told).isEmpty();
    threads = !memory; // and none for the second
    feed.on(AccountsChanged.ADDED);
    threads = true;
    feed.on(AccountsChanged.ADDED);
    passTime();
    assertThat(told).hasSize(1);
  }
}
