package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.transactions.boundary.Transactions;

/** Views that come, are watched and go at the same moment. */
class ViewsTest {
  private static final int MAILBOXES = 300;
  private static final int ROUNDS = 20_000;

  private final Views views = new Views();
  private final AtomicBoolean over = new AtomicBoolean();

  ViewsTest() {
    views.transactions =
        new Transactions() {
          @Override
          public <T> T call(Supplier<T> work) {
            return work.get();
          }
        };
    views.rows =
        new MailboxRows() {
          @Override
          Optional<Loaded> load(long id) {
            return Optional.of(new Loaded(view(id, 1), 0));
          }
        };
    views.snapshots =
        new Snapshots() {
          @Override
          void written(MailboxView view, long effort) {}
        };
    views.usages =
        new Usages() {
          @Override
          void know(MailboxView view) {}

          @Override
          void forget(long mailbox) {}
        };
    views.watchers = new ChangeWatchers();
  }

  private static MailboxView view(long id, int messages) {
    MailboxView view = MailboxView.empty(id, 1);
    for (int i = 1; i <= messages; i++) {
      MailboxChange.Message message = new MailboxChange.Message(i, Flags.NONE, 1, 1, 1, i);
      view = view.after(new MailboxChange.Added(i + 1L, List.of(message)));
    }
    return view;
  }

  /** Looks at mailboxes of which only some have room, so that others go all the time. */
  private CompletableFuture<Void> others(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return CompletableFuture.runAsync(
        () -> {
          while (!over.get()) {
            views.current(1 + random.nextInt(MAILBOXES));
            views.large(1);
          }
        });
  }

  @Test
  void whoWatchesIsToldAlthoughTheMailboxIsBeingEvicted() {
    views.capacity = 0;
    MailboxView later = view(1, 2);
    CompletableFuture<Void> evicting = others(1);
    int untold = 0;
    for (int round = 0; round < ROUNDS; round++) {
      AtomicLong told = new AtomicLong();
      MailboxWatcher watcher = new Counting(told);
      views.watch(1, watcher);
      views.publish(later);
      untold += told.get() == 0 && views.current(1).orElseThrow().size() < 2 ? 1 : 0;
      views.unwatch(1, watcher);
      views.remove(1);
    }
    over.set(true);
    evicting.join();
    assertThat(untold).isZero();
  }

  @Test
  void whatIsUsedMeanwhileCanBeSorted() {
    views.capacity = MAILBOXES * 9 / 10;
    CompletableFuture<Void> one = others(1);
    CompletableFuture<Void> two = others(2);
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < ROUNDS; round++) {
      views.current(1 + random.nextInt(MAILBOXES));
    }
    over.set(true);
    one.join();
    two.join();
  }

  private record Counting(AtomicLong told) implements MailboxWatcher {
    @Override
    public void changed(MailboxView view) {
      told.incrementAndGet();
    }

    @Override
    public void gone() {}
  }
}
