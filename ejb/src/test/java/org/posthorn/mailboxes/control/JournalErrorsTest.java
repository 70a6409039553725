package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** An Error anywhere in the journal is told to whom it concerns, and the journal goes on. */
@OnBothDatabases
class JournalErrorsTest {
  private static final AtomicLong ACCOUNTS = new AtomicLong(7_000);

  @TempDir Path directory;
  private final TestDatabase database;
  private Store store;
  private long account;
  private long inbox;

  JournalErrorsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    store = new Store(database, directory, false);
    account = ACCOUNTS.incrementAndGet();
    store.createAccount(account);
    inbox = store.mailboxes().list(account).find(MailboxName.INBOX).orElseThrow().id();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private AppendOperation append() {
    NewMessage message = new NewMessage(store.message("x"), Flags.NONE, 1_700_000_000L);
    return new AppendOperation(
        store.actors.of(account),
        inbox,
        List.of(message),
        QuotaAllowance.UNLIMITED,
        Clock.systemUTC());
  }

  private int size() {
    return store.mailboxes().view(inbox).map(MailboxView::size).orElseThrow();
  }

  /** Ends in an Error, in a batch with others. */
  private static final class Broken extends Operation<Outcome<AddedMessages>> {
    private final AtomicInteger planned = new AtomicInteger();
    private final Error error;

    Broken(Error error) {
      this.error = error;
    }

    @Override
    Set<Long> mailboxes() {
      return Set.of();
    }

    @Override
    Outcome<AddedMessages> plan(Batch batch) {
      planned.incrementAndGet();
      throw error;
    }
  }

  @Test
  void anErrorInOnePlanStopsNoOtherAndIsNotTriedAgain() {
    for (Error error : List.of(new OutOfMemoryError("test"), new StackOverflowError("test"))) {
      int before = size();
      AppendOperation one = append();
      Broken broken = new Broken(error);
      AppendOperation other = append();
      store.journal.run(List.of(one, broken, other));
      assertThat(one.outcome().result()).isPresent();
      assertThat(other.outcome().result()).isPresent();
      assertThatThrownBy(broken::outcome).hasRootCause(error);
      assertThat(broken.planned).hasValue(1);
      assertThat(size()).isEqualTo(before + 2);
      assertThat(store.journal.run(append()).result()).isPresent();
    }
  }

  @Test
  void anErrorInATransactionIsNoSuccess() {
    int before = size();
    AppendOperation lost = append();
    store.faults().throwInstead(new StackOverflowError("test"));
    assertThatThrownBy(() -> store.journal.run(lost)).hasRootCauseMessage("test");
    assertThat(size()).isEqualTo(before);
    assertThat(store.journal.run(append()).result()).isPresent();
    assertThat(size()).isEqualTo(before + 1);
  }

  @Test
  void aWatcherThatFailsTakesNothingFromTheOthers() {
    AtomicInteger told = new AtomicInteger();
    MailboxWatcher failing = new Watcher(() -> throwing(new OutOfMemoryError("test")));
    MailboxWatcher other = new Watcher(told::incrementAndGet);
    store.mailboxes().watch(inbox, failing);
    store.mailboxes().watch(inbox, other);
    int before = size();
    assertThat(store.journal.run(append()).result()).isPresent();
    assertThat(size()).isEqualTo(before + 1);
    assertThat(told).hasValue(1);
    store.mailboxes().unwatch(inbox, failing);
    store.mailboxes().unwatch(inbox, other);
  }

  private static void throwing(Error error) {
    throw error;
  }

  private record Watcher(Runnable act) implements MailboxWatcher {
    @Override
    public void changed(MailboxView view) {
      act.run();
    }

    @Override
    public void gone() {}
  }
}
