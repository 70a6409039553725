package org.posthorn.mailboxes.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.mailboxes.boundary.SameViews.assertSame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.kernel.Statistics;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** Two servers write to the same mailboxes at the same moment. */
@OnBothDatabases
class SharedWritersTest {
  private static final AtomicLong ACCOUNTS = new AtomicLong(9_000);
  private static final int ROUNDS = 60;
  private static final FlagChange FLAG =
      new FlagChange(FlagChange.Operation.ADD, Flags.of(List.of("\\Flagged")));

  @TempDir Path directory;
  private final TestDatabase database;
  private Store left;
  private Store right;
  private long account;
  private long inbox;
  private long archive;

  SharedWritersTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    left = new Store(database, directory.resolve("left"), true);
    right = new Store(database, directory.resolve("right"), true);
    account = ACCOUNTS.incrementAndGet();
    left.createAccount(account);
    inbox = left.mailboxes().list(account).find(MailboxName.INBOX).orElseThrow().id();
    MailboxName name = MailboxName.parse("Archive").orElseThrow();
    archive = left.mailboxes().list(account).find(name).orElseThrow().id();
  }

  @AfterEach
  void close() {
    left.close();
    right.close();
  }

  /** Moves what it has appended, one way or the other, so that locks come in every order. */
  private CompletableFuture<Void> work(Store server, boolean there) {
    long from = there ? inbox : archive;
    long to = there ? archive : inbox;
    return CompletableFuture.runAsync(
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            NewMessage message = new NewMessage(server.message("m" + i), Flags.NONE, 1L);
            UidSet placed =
                server
                    .mailboxes()
                    .append(account, from, List.of(message))
                    .result()
                    .orElseThrow()
                    .target();
            server.mailboxes().store(account, from, placed, FLAG, OptionalLong.empty());
            assertThat(server.mailboxes().move(account, from, placed, to))
                .isInstanceOf(Outcome.Done.class);
          }
        });
  }

  @Test
  void theyWaitForEachOtherAndNothingIsLostOrDoubled() {
    long before = Statistics.of("mailbox_conflicts").sum();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (Store server : List.of(left, right)) {
      all.add(work(server, true));
      all.add(work(server, false));
    }
    all.forEach(CompletableFuture::join);
    for (long mailbox : new long[] {inbox, archive}) {
      MailboxView view = left.mailboxes().view(mailbox).orElseThrow();
      assertThat(view.size()).isEqualTo(2 * ROUNDS);
      assertSame(right.mailboxes().view(mailbox).orElseThrow(), view);
    }
    if (database.product() == TestDatabase.Product.POSTGRESQL) {
      assertThat(Statistics.of("mailbox_conflicts").sum()).isEqualTo(before);
    }
  }

  @Test
  void aMailboxThatTheOtherHasDeletedIsRefused() {
    long account = ACCOUNTS.incrementAndGet();
    left.createAccount(account);
    MailboxName name = MailboxName.parse("Archive").orElseThrow();
    long gone = left.mailboxes().list(account).find(name).orElseThrow().id();
    assertThat(left.mailboxes().view(gone)).isPresent();
    right.mailboxes().delete(account, name);
    assertThat(
            left.mailboxes()
                .append(account, gone, List.of(new NewMessage(left.message("m"), Flags.NONE, 1L))))
        .isEqualTo(Outcome.refused(Outcome.Refusal.NONEXISTENT));
  }
}
