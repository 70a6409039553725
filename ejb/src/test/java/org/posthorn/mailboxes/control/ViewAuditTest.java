package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** A view in memory that is not what the database has is found and mended. */
@OnBothDatabases
class ViewAuditTest {
  private static final AtomicLong ACCOUNTS = new AtomicLong(11_000);

  @TempDir Path directory;
  private final TestDatabase database;
  private final ViewAudit audit = new ViewAudit();
  private Store store;
  private Store other;
  private long account;
  private long inbox;

  ViewAuditTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    store = new Store(database, directory.resolve("one"), false);
    other = new Store(database, directory.resolve("other"), false);
    audit.views = store.views;
    audit.rows = store.rows;
    audit.transactions = store.views.transactions;
    account = ACCOUNTS.incrementAndGet();
    store.createAccount(account);
    inbox = store.mailboxes().list(account).find(MailboxName.INBOX).orElseThrow().id();
    append(store);
  }

  @AfterEach
  void close() {
    store.close();
    other.close();
  }

  private void append(Store server) {
    NewMessage message = new NewMessage(server.message("m"), Flags.NONE, 1L);
    assertThat(server.mailboxes().append(account, inbox, List.of(message)).result()).isPresent();
  }

  private MailboxView view(Store server) {
    return server.mailboxes().view(inbox).orElseThrow();
  }

  /** In memory the next message has other octets than in the database. */
  private void mixUp() {
    MailboxView before = view(store);
    append(other);
    MailboxChange.Message wrong =
        new MailboxChange.Message(before.uidNext(), Flags.NONE, 5, 1, 1, 99);
    store.views.publish(
        before.after(new MailboxChange.Added(before.highestModSeq() + 1, List.of(wrong))));
  }

  @Test
  void aDifferenceIsFoundAndMended() {
    mixUp();
    assertThat(view(store).firstDifference(view(other))).isEqualTo(OptionalLong.of(2));
    assertThat(audit.compare(inbox)).isFalse();
    assertThat(view(store).firstDifference(view(other))).isEmpty();
    assertThat(audit.compare(inbox)).isTrue();
  }

  @Test
  void whatIsBehindIsNotWrong() {
    append(other);
    assertThat(audit.compare(inbox)).isTrue();
  }

  @Test
  void afterAnOutageAllAreCompared() {
    mixUp();
    audit.run(Duration.ofMinutes(1));
    assertThat(view(store).firstDifference(view(other))).isPresent(); // it is not a day old
    store.views.suspectAll();
    audit.run(Duration.ofMinutes(1));
    assertThat(view(store).firstDifference(view(other))).isEmpty();
    audit.run(Duration.ofMinutes(1));
    assertThat(store.views.unaudited(Duration.ofDays(1))).isEmpty();
  }
}
