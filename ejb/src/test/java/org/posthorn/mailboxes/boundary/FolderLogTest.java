package org.posthorn.mailboxes.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.accounts.value.AccountDeleted;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.FolderChange;
import org.posthorn.mailstore.FolderChange.Kind;
import org.posthorn.mailstore.FolderChanges;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What has become of an account's folders since a state. RFC 8621 §2.2. */
@OnBothDatabases
class FolderLogTest {
  private static final AtomicLong ACCOUNTS = new AtomicLong(32_000);
  private static final int EACH = 20;

  @TempDir Path directory;
  private final TestDatabase database;
  private final long account = ACCOUNTS.incrementAndGet();

  FolderLogTest(TestDatabase database) {
    this.database = database;
  }

  private Store store(String name, boolean shared) {
    return new Store(database, directory.resolve(name), shared);
  }

  private static MailboxName name(String text) {
    return new MailboxName(text);
  }

  private List<String> since(Store store, long state) {
    return store.accountChanges().foldersSince(account, state).changes().stream()
        .map(
            c ->
                c.kind()
                    + c.formerName().map(n -> " " + n.text()).orElse("")
                    + " "
                    + c.name().text())
        .toList();
  }

  @Test
  void eachMailboxThatIsConcernedIsTold() {
    try (Store store = store("one", false)) {
      store.createAccount(account);
      Mailboxes mailboxes = store.mailboxes();
      mailboxes.create(account, name("a/b/c"), Optional.empty());
      mailboxes.rename(account, name("a"), name("x/y"));
      mailboxes.delete(account, name("x/y/b"));
      mailboxes.subscribe(account, name("gone"), false);
      mailboxes.subscribe(account, name("Sent"), false);
      assertThat(since(store, 0))
          .startsWith("CREATED a", "CREATED a/b", "CREATED a/b/c", "CREATED x")
          .endsWith("DELETED x/y/b", "UNSUBSCRIBED Sent")
          .contains("RENAMED a x/y", "RENAMED a/b x/y/b", "RENAMED a/b/c x/y/b/c")
          .hasSize(9);
      assertThat(since(store, 7)).containsExactly("DELETED x/y/b", "UNSUBSCRIBED Sent");
    }
  }

  @Test
  void aChangeThatIsNotDoneIsNotTold() {
    try (Store store = store("one", false)) {
      store.createAccount(account);
      Mailboxes mailboxes = store.mailboxes();
      mailboxes.create(account, name("Sent"), Optional.empty());
      mailboxes.rename(account, name("Sent"), name("Drafts"));
      mailboxes.delete(account, name("nothing"));
      mailboxes.subscribe(account, name("Sent"), true);
      assertThat(store.accountChanges().foldersSince(account, 0))
          .isEqualTo(new FolderChanges(0, true, List.of()));
    }
  }

  @Test
  void whoeverAsksAgainAndAgainMissesNothing() throws Exception {
    try (Store one = store("one", true);
        Store two = store("two", true)) {
      one.createAccount(account);
      AccountChanges changes = two.accountChanges();
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (Store store : List.of(one, two)) {
        for (String prefix : List.of("p", "q")) {
          writers.add(CompletableFuture.runAsync(() -> change(store, prefix + store.hashCode())));
        }
      }
      CompletableFuture<Void> all =
          CompletableFuture.allOf(writers.toArray(new CompletableFuture<?>[0]));
      List<FolderChange> seen = new ArrayList<>();
      long state = 0;
      boolean done;
      do {
        done = all.isDone();
        FolderChanges more = changes.foldersSince(account, state);
        assertThat(more.known()).isTrue();
        assertThat(more.state()).isEqualTo(state + more.changes().size());
        seen.addAll(more.changes());
        state = more.state();
      } while (!done);
      all.get();
      assertThat(seen).hasSize(4 * EACH * 2).doesNotHaveDuplicates();
      assertThat(
              Collections.frequency(seen.stream().map(FolderChange::kind).toList(), Kind.CREATED))
          .isEqualTo(4 * EACH / 2);
    }
  }

  private void change(Store store, String prefix) {
    for (int i = 0; i < EACH; i++) {
      MailboxName name = name(prefix + i / 2);
      if (i % 2 == 0) {
        store.mailboxes().create(account, name, Optional.empty());
        store.mailboxes().subscribe(account, name, true);
      } else {
        store.mailboxes().delete(account, name);
        store.mailboxes().subscribe(account, name, false);
      }
    }
  }

  @Test
  void oldChangesAreForgottenAndThenNotKnown() {
    try (Store store = store("one", false)) {
      store.createAccount(account);
      Mailboxes mailboxes = store.mailboxes();
      mailboxes.subscribe(account, name("early"), true);
      store.foldersLater(Duration.ofDays(91));
      for (int i = 0; i < 32; i++) {
        mailboxes.subscribe(account, name("late"), true);
        mailboxes.subscribe(account, name("late"), false);
      }
      AccountChanges changes = store.accountChanges();
      assertThat(changes.foldersSince(account, 0))
          .isEqualTo(new FolderChanges(65, false, List.of()));
      assertThat(changes.foldersSince(account, 1).changes()).hasSize(64);
      assertThat(changes.foldersSince(account, 65).known()).isTrue();
    }
  }

  @Test
  void nothingIsLeftOfADeletedAccount() {
    try (Store store = store("one", false)) {
      store.createAccount(account);
      store.mailboxes().create(account, name("a"), Optional.empty());
      store.accountMailboxes().deleted(new AccountDeleted(account));
      assertThat(store.accountChanges().foldersSince(account, 0).state()).isZero();
      database.transact(
          entities -> {
            List<?> rows =
                entities
                    .createNativeQuery("SELECT 1 FROM folder_change WHERE account_id = " + account)
                    .getResultList();
            assertThat(rows).isEmpty();
          });
    }
  }
}
