package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** After a restart, large mailboxes are in memory before somebody wants them. */
@OnBothDatabases
class PreloadTest {
  private static final long ACCOUNT = 9_900;
  private static final int MANY = 1_500;

  @TempDir Path directory;
  private final TestDatabase database;

  PreloadTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void whatWasInMemoryIsLoadedAtTheNextStart() throws IOException {
    try (Store store = new Store(database, directory, false)) {
      store.createAccount(ACCOUNT);
      long inbox = store.mailboxes().list(ACCOUNT).find(MailboxName.INBOX).orElseThrow().id();
      NewMessage message = new NewMessage(store.message("one"), Flags.NONE, 1_700_000_000L);
      store.mailboxes().append(ACCOUNT, inbox, Collections.nCopies(MANY, message));
      preload(store).note();
    }
    try (Store restarted = new Store(database, directory, false)) {
      assertThat(preload(restarted).load(Duration.ofMinutes(1))).isEqualTo(MANY);
      assertThat(restarted.views.large(MANY)).hasSize(1);
    }
    try (Store hurried = new Store(database, directory, false)) {
      assertThat(preload(hurried).load(Duration.ZERO)).isZero();
    }
    try (Store broken = new Store(database, directory, false)) {
      Files.writeString(directory.resolve("preload"), "9999999\nnonsense\n");
      assertThat(preload(broken).load(Duration.ofMinutes(1))).isZero();
    }
  }

  private Preload preload(Store store) {
    Preload preload = new Preload();
    preload.views = store.views;
    preload.dataDirectory = directory.toString();
    return preload;
  }
}
