package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.imap.server.ImapEndpoint.NewMessage;
import org.posthorn.kernel.Content;
import org.posthorn.store.Flags;
import org.posthorn.store.MailboxName;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** After a restart, busy mailboxes are in memory before somebody wants them. */
@OnBothDatabases
class PreloadTest {
  private static final long ACCOUNT = 9_900;
  private static final int MANY = 300; // so that there is a snapshot

  @TempDir Path directory;
  private final TestDatabase database;

  PreloadTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void busyMailboxesAreLoaded() {
    try (Store store = new Store(database, directory, false)) {
      store.createAccount(ACCOUNT);
      long inbox = store.mailboxes().list(ACCOUNT).find(MailboxName.INBOX).orElseThrow().id();
      Content content = store.message("one");
      for (int i = 0; i < MANY; i++) {
        store
            .mailboxes()
            .append(inbox, List.of(new NewMessage(content, Flags.NONE, 1_700_000_000L)));
      }
    } // waits for the snapshot
    try (Store restarted = new Store(database, directory, false)) {
      assertThat(restarted.views.preload(Duration.ofMinutes(1))).isEqualTo(MANY);
    }
    try (Store hurried = new Store(database, directory, false)) {
      assertThat(hurried.views.preload(Duration.ofNanos(-1))).isZero();
    }
  }
}
