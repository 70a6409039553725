package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailstore.ChangeWatcher;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.transactions.boundary.Transactions;

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

  private static Error error(Class<? extends Error> type) {
    return type == OutOfMemoryError.class ? new OutOfMemoryError("test") : new StackOverflowError();
  }

  /** The first so many transactions end in an Error. */
  private static Transactions failing(int first, Class<? extends Error> type) {
    AtomicInteger calls = new AtomicInteger();
    return new Transactions() {
      @Override
      public void run(Runnable work) {
        work.run();
        if (calls.getAndIncrement() < first) {
          throw error(type);
        }
      }
    };
  }

  private static ManagedExecutorService atOnce() {
    return proxy(ManagedExecutorService.class, new AtOnce());
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class})
  void whoCommitsGoesOnWhenASnapshotFailsAndTheNextIsTaken(Class<? extends Error> type) {
    List<Long> folded = new ArrayList<>();
    Snapshots snapshots = new Snapshots();
    snapshots.executor = atOnce();
    snapshots.transactions = failing(1, type);
    snapshots.rows =
        new MailboxRows() {
          @Override
          void fold(MailboxView view) {
            folded.add(view.mailboxId());
          }
        };
    long much = Snapshots.effort(1L << 20);
    snapshots.written(MailboxView.empty(7, 1), much);
    snapshots.written(MailboxView.empty(8, 1), much);
    assertThat(folded).containsExactly(7L, 8L);
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class})
  void deletedMailboxesAreClearedAfterAnError(Class<? extends Error> type) {
    Set<Long> buried = new TreeSet<>(List.of(7L, 8L));
    AtomicBoolean broken = new AtomicBoolean(true);
    DeletedMailboxes deleted = new DeletedMailboxes();
    deleted.executor = atOnce();
    deleted.transactions = new Transactions();
    deleted.rows =
        new MailboxRows() {
          @Override
          List<Long> buried() {
            return List.copyOf(buried);
          }

          @Override
          boolean clear(long mailbox) {
            if (mailbox == 7 && broken.get()) {
              throw error(type);
            }
            return buried.remove(mailbox);
          }
        };
    deleted.clearSoon();
    if (type == StackOverflowError.class) { // says something about one mailbox only
      assertThat(buried).containsExactly(7L);
    }
    broken.set(false);
    deleted.clearSoon();
    assertThat(buried).isEmpty();
  }

  @Test
  void aMailboxThatOverflowsTheStackIsNotInTheWayOfTheOthers() {
    List<Long> compared = new ArrayList<>();
    List<Long> audited = new ArrayList<>();
    ViewAudit audit = new ViewAudit();
    audit.transactions = new Transactions();
    audit.views =
        new Views() {
          @Override
          List<Long> unaudited(Duration age) {
            return List.of(7L, 8L);
          }

          @Override
          Optional<MailboxView> inMemory(long mailbox) {
            compared.add(mailbox);
            if (mailbox == 7) {
              throw new StackOverflowError("as ordered");
            }
            return Optional.empty();
          }

          @Override
          void audited(long mailbox) {
            audited.add(mailbox);
          }
        };
    audit.run(Duration.ofMinutes(1));
    assertThat(compared).containsExactly(7L, 8L);
    assertThat(audited).containsExactly(7L);
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
