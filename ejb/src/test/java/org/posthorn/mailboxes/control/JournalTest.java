package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Content;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What one operation has wrong is its own fault alone. */
@OnBothDatabases
class JournalTest {
  private static final long ACCOUNT = 960;

  @TempDir Path directory;
  private final TestDatabase database;

  JournalTest(TestDatabase database) {
    this.database = database;
  }

  private static AppendOperation append(Store store, long mailbox, Content content) {
    return new AppendOperation(
        store.actors.of(ACCOUNT),
        mailbox,
        List.of(new NewMessage(content, Flags.NONE, 1)),
        store.accounting.ofMailbox(mailbox, 1),
        Clock.systemUTC());
  }

  @Test
  void contentThatIsTooOldFailsOnlyTheCommandThatBringsIt() {
    try (Store store = new Store(database, directory, false)) {
      store.createAccount(ACCOUNT);
      long inbox = store.directory.list(ACCOUNT).find(MailboxName.INBOX).orElseThrow().id();
      Content old = store.message("old");
      ContentStore real = store.contents;
      store.journal.contents =
          new ContentStore() {
            @Override
            public void sync(long[] ids) {
              real.sync(ids);
              if (Arrays.stream(ids).anyMatch(id -> id == old.id())) {
                throw new UncheckedIOException(new IOException("written too long ago"));
              }
            }
          };
      AppendOperation first = append(store, inbox, store.message("one"));
      AppendOperation tooOld = append(store, inbox, old);
      AppendOperation last = append(store, inbox, store.message("two"));
      store.journal.run(List.of(first, tooOld, last));
      assertThat(first.outcome()).isInstanceOf(Outcome.Done.class);
      assertThatThrownBy(tooOld::outcome).isInstanceOf(StorageException.class);
      assertThat(last.outcome()).isInstanceOf(Outcome.Done.class);
      assertThat(store.views.current(inbox).orElseThrow().size()).isEqualTo(2);
    }
  }
}
