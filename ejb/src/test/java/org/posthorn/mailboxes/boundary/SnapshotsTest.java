package org.posthorn.mailboxes.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.mailboxes.boundary.SameViews.assertSame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.FlagChange.Operation;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

@OnBothDatabases
class SnapshotsTest {
  private static final AtomicLong ACCOUNTS = new AtomicLong(7_000);
  private static final UidSet ALL = UidSet.range(1, UidSet.MAX);

  @TempDir Path directory;
  private final TestDatabase database;
  private Store store;
  private long account;
  private long inbox;

  SnapshotsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    store = new Store(database, directory, false);
    account = ACCOUNTS.incrementAndGet();
    store.createAccount(account);
    MailboxName name = MailboxName.parse("INBOX").orElseThrow();
    inbox = store.mailboxes().list(account).find(name).orElseThrow().id();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private MailboxView restarted() {
    store.close();
    store = new Store(database, directory, false);
    return view(store);
  }

  private MailboxView view(Store server) {
    return server.mailboxes().view(inbox).orElseThrow();
  }

  private void append(Store server, int messages) {
    List<NewMessage> some = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      some.add(new NewMessage(server.message("m" + i), Flags.NONE, 1_700_000_000L));
    }
    assertThat(server.mailboxes().append(account, inbox, some).result()).isPresent();
  }

  private void flag(Store server, UidSet uids, Operation operation, String flag) {
    FlagChange change = new FlagChange(operation, Flags.of(List.of(flag)));
    assertThat(
            server.mailboxes().store(account, inbox, uids, change, OptionalLong.empty()).result())
        .isPresent();
  }

  private long logRows() {
    return database.inTransaction(
        entities ->
            entities
                .createQuery("select count(l) from LogEntry l where l.mailboxId = :m", Long.class)
                .setParameter("m", inbox)
                .getSingleResult());
  }

  private void awaitLogOf(int rows) throws InterruptedException {
    for (int tries = 0; logRows() > rows; tries++) {
      assertThat(tries).as("rows of the log").isLessThan(200);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Test
  void aLogOfManyRowsIsFolded() throws Exception {
    for (int i = 0; i < 700; i++) {
      if (i % 3 == 0) {
        append(store, 1);
      } else {
        flag(
            store,
            UidSet.of(1 + i / 3),
            i % 5 == 0 ? Operation.REMOVE : Operation.ADD,
            "k" + i % 7);
      }
    }
    flag(store, UidSet.range(10, 20), Operation.ADD, "\\Deleted");
    store.mailboxes().expunge(account, inbox, ALL);
    awaitLogOf(450);
    MailboxView before = view(store);
    assertSame(restarted(), before);
  }

  @Test
  void fewRowsAboutManyMessagesAreFolded() throws Exception {
    append(store, 3_000);
    for (int i = 0; i < 40; i++) {
      flag(store, ALL, i % 2 == 0 ? Operation.ADD : Operation.REMOVE, "\\Seen");
    }
    awaitLogOf(38);
    MailboxView before = view(store);
    assertSame(restarted(), before);
  }

  @Test
  void aSnapshotThatComesLateDoesNotReplaceANewerOne() {
    append(store, 3);
    MailboxView early = view(store);
    append(store, 2);
    append(store, 1);
    store.fold(view(store));
    store.fold(early);
    append(store, 1);
    MailboxView before = view(store);
    assertThat(before.size()).isEqualTo(7);
    assertSame(restarted(), before);
  }

  @Test
  void whoWasBehindASnapshotOfAnotherServerSeesAll() {
    try (Store left = new Store(database, directory, true);
        Store right = new Store(database, directory, true)) {
      append(left, 1);
      assertThat(view(right).size()).isEqualTo(1);
      for (int i = 0; i < 5; i++) {
        append(left, 1);
      }
      flag(left, UidSet.of(2), Operation.ADD, "\\Deleted");
      left.mailboxes().expunge(account, inbox, ALL);
      left.fold(view(left));
      assertSame(view(right), view(left));
    }
  }

  @Test
  void whoWasBehindASnapshotOfAnotherServerWritesAfterIt() {
    try (Store left = new Store(database, directory, true);
        Store right = new Store(database, directory, true)) {
      append(left, 1);
      assertThat(view(right).size()).isEqualTo(1);
      for (int i = 0; i < 5; i++) {
        append(left, 1);
      }
      left.fold(view(left));
      append(right, 1); // knows the first message only, and its next place in the log is free
      assertThat(view(right).size()).isEqualTo(7);
      assertSame(view(left), view(right));
    }
    assertThat(restarted().size()).isEqualTo(7);
  }
}
