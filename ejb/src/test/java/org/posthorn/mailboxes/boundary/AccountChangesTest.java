package org.posthorn.mailboxes.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.ChangedMailbox;
import org.posthorn.mailstore.ChangedMailboxes;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What changed in an account since a state. RFC 8620 §5.2. */
@OnBothDatabases
class AccountChangesTest {
  private static final AtomicLong ACCOUNTS = new AtomicLong(12_000);
  private static final MailboxName ARCHIVE = MailboxName.parse("Archive").orElseThrow();
  private static final FlagChange FLAG =
      new FlagChange(FlagChange.Operation.ADD, Flags.of(List.of("\\Flagged")));
  private static final int ROUNDS = 30;

  @TempDir Path directory;
  private final TestDatabase database;
  private final long account = ACCOUNTS.incrementAndGet();
  private long inbox;
  private long archive;

  AccountChangesTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void create() {
    try (Store store = new Store(database, directory.resolve("first"), false)) {
      store.createAccount(account);
      inbox = store.mailboxes().list(account).find(MailboxName.INBOX).orElseThrow().id();
      archive = store.mailboxes().list(account).find(ARCHIVE).orElseThrow().id();
    }
  }

  private void append(Store store, long mailbox) {
    NewMessage message = new NewMessage(store.message("m"), Flags.NONE, 1L);
    assertThat(store.mailboxes().append(account, mailbox, List.of(message)).result()).isPresent();
  }

  @Test
  void onlyWhatChangedSinceIsTold() {
    try (Store store = new Store(database, directory.resolve("one"), false)) {
      AccountChanges changes = store.accountChanges();
      assertThat(changes.since(account, 0)).isEqualTo(new ChangedMailboxes(0, List.of()));
      append(store, inbox);
      append(store, archive);
      append(store, inbox);
      ChangedMailboxes first = changes.since(account, 0);
      assertThat(first.mailboxes())
          .containsExactlyInAnyOrder(
              new ChangedMailbox(inbox, 1, true), new ChangedMailbox(archive, 1, true));
      assertThat(changes.since(account, first.state()))
          .isEqualTo(new ChangedMailboxes(first.state(), List.of()));
      store.mailboxes().store(account, inbox, UidSet.of(1), FLAG, OptionalLong.empty());
      ChangedMailboxes next = changes.since(account, first.state());
      assertThat(next.mailboxes()).containsExactly(new ChangedMailbox(inbox, 3, true));
      assertThat(next.state()).isGreaterThan(first.state());
      assertThat(changes.since(account + 1_000, 0).mailboxes()).isEmpty();
    }
  }

  @Test
  void whatWasFoldedIsToldAsPerhapsMore() {
    try (Store store = new Store(database, directory.resolve("one"), false)) {
      append(store, inbox);
      long early = store.accountChanges().since(account, 0).state();
      append(store, inbox);
      append(store, inbox);
      long late = store.accountChanges().since(account, 0).state();
      store.fold(store.mailboxes().view(inbox).orElseThrow());
      append(store, inbox);
      assertThat(store.accountChanges().since(account, early).mailboxes())
          .containsExactly(new ChangedMailbox(inbox, 1, false));
      assertThat(store.accountChanges().since(account, late).mailboxes())
          .containsExactly(new ChangedMailbox(inbox, 4, true));
    }
  }

  @Test
  void numbersOfADeletedMailboxAreNotGivenAgain() {
    long state;
    try (Store store = new Store(database, directory.resolve("one"), false)) {
      append(store, inbox);
      append(store, archive);
      append(store, archive);
      state = store.accountChanges().since(account, 0).state();
      store.mailboxes().delete(account, ARCHIVE);
    }
    database.transact(
        entities ->
            entities
                .createNativeQuery("delete from mailbox_log where mailbox_id = ?1")
                .setParameter(1, archive)
                .executeUpdate());
    try (Store restarted = new Store(database, directory.resolve("one"), false)) {
      append(restarted, inbox);
      assertThat(restarted.accountChanges().since(account, state).mailboxes())
          .containsExactly(new ChangedMailbox(inbox, 2, true));
    }
  }

  /** Two servers, a mailbox each, and somebody who asks all the time. */
  @Test
  void whoAsksAgainAndAgainMissesNothing() {
    try (Store left = new Store(database, directory.resolve("left"), true);
        Store right = new Store(database, directory.resolve("right"), true)) {
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      writers.add(CompletableFuture.runAsync(() -> appendAll(left, inbox)));
      writers.add(CompletableFuture.runAsync(() -> appendAll(right, archive)));
      CompletableFuture<Void> all =
          CompletableFuture.allOf(writers.toArray(CompletableFuture<?>[]::new));
      Map<Long, Long> seen = new HashMap<>();
      AccountChanges changes = left.accountChanges();
      long state = 0;
      boolean last;
      do {
        last = all.isDone();
        ChangedMailboxes since = changes.since(account, state);
        for (ChangedMailbox changed : since.mailboxes()) {
          assertThat(changed.exact()).isTrue();
          long before = seen.getOrDefault(changed.mailboxId(), 1L);
          assertThat(changed.modSeq()).isEqualTo(before); // nothing between was left out
          seen.put(changed.mailboxId(), last(changed.mailboxId(), since.state()));
        }
        state = since.state();
      } while (!last);
      all.join();
      assertThat(seen).containsEntry(inbox, 1L + ROUNDS).containsEntry(archive, 1L + ROUNDS);
    }
  }

  private void appendAll(Store store, long mailbox) {
    for (int i = 0; i < ROUNDS; i++) {
      append(store, mailbox);
    }
  }

  private long last(long mailbox, long state) {
    return database.inTransaction(
        entities ->
            ((Number)
                    entities
                        .createNativeQuery(
                            "select max(mod_seq) from mailbox_log"
                                + " where mailbox_id = ?1 and change_no <= ?2")
                        .setParameter(1, mailbox)
                        .setParameter(2, state)
                        .getSingleResult())
                .longValue());
  }
}
