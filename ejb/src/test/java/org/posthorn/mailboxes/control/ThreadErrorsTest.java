package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.posthorn.mailstore.ChangeWatcher;

/** An Error on a thread in the background is not the last that anybody hears of it. */
class ThreadErrorsTest {
  private final List<String> heard = new ArrayList<>();

  private static <T> T proxy(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            ThreadErrorsTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return target
                    .getClass()
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Runs at once what it is given. */
  public static final class AtOnce implements Executor {
    @Override
    public void execute(Runnable work) {
      work.run();
    }

    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
      work.run();
      return proxy(ScheduledFuture.class, new Pending());
    }
  }

  /** Nothing is still to come. */
  public static final class Pending {
    public boolean isCancelled() {
      return true;
    }
  }

  @Test
  void anErrorOfOneWatcherIsNotTheOthers() {
    ChangeWatchers watchers = new ChangeWatchers();
    watchers.executor = proxy(ManagedScheduledExecutorService.class, new AtOnce());
    for (int i = 0; i < 4; i++) {
      watchers.watch(1, Set.of(7L), new Watching(i % 2 == 0));
    }
    watchers.changed(7, true);
    watchers.listChanged(1);
    assertThat(heard).containsExactlyInAnyOrder("7", "7", "list", "list");
  }

  private final class Watching implements ChangeWatcher {
    private final boolean broken;

    Watching(boolean broken) {
      this.broken = broken;
    }

    @Override
    public void changed(long mailbox, boolean content) {
      hear(Long.toString(mailbox));
    }

    @Override
    public void listChanged() {
      hear("list");
    }

    private void hear(String what) {
      if (broken) {
        throw new StackOverflowError("as ordered");
      }
      heard.add(what);
    }
  }
}
