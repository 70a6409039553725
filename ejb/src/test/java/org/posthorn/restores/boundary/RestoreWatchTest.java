package org.posthorn.restores.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.nodes.boundary.Nodes;
import org.posthorn.restores.control.MarkFiles;
import org.posthorn.restores.control.MarkRows;
import org.posthorn.restores.control.MarkRowsWiring;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** Clients never see another message under a UID and UIDVALIDITY that they know. */
@OnBothDatabases
class RestoreWatchTest {
  private static final long ACCOUNT = 900;

  private final Set<Long> forgotten = new HashSet<>();
  @TempDir Path directory;
  private final TestDatabase database;
  private Store store;

  RestoreWatchTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    clear();
    store = new Store(database, directory, false);
    store.createAccount(ACCOUNT);
  }

  private void clear() {
    for (String table :
        List.of("mailbox_log", "mailbox_snapshot", "mailbox", "subscription", "server_mark")) {
      sql("DELETE FROM " + table);
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void restart() {
    store.close();
    store = new Store(database, directory, false);
  }

  private void sql(String statement) {
    database.transact(entities -> entities.createNativeQuery(statement).executeUpdate());
  }

  private RestoreWatch watch(long node) {
    return watch(() -> node);
  }

  private RestoreWatch watch(LongSupplier node) {
    RestoreWatch watch = new RestoreWatch();
    watch.nodes =
        new Nodes() {
          @Override
          public long self() {
            return node.getAsLong();
          }

          @Override
          public boolean knows(long server) {
            return !forgotten.contains(server);
          }
        };
    watch.transactions = store.transactions();
    watch.rows = MarkRowsWiring.wire(database);
    watch.contents = store.contents();
    watch.mailboxes = store.restored();
    watch.dataDirectory = directory.toString();
    return watch;
  }

  private Map<String, Long> validities() {
    return store.mailboxes().list(ACCOUNT).all().stream()
        .collect(Collectors.toMap(m -> m.name().text(), MailboxList.Mailbox::uidValidity));
  }

  private long inbox() {
    return store.mailboxes().list(ACCOUNT).find(MailboxName.INBOX).orElseThrow().id();
  }

  private AddedMessages append(String subject) {
    NewMessage message = new NewMessage(store.message(subject), Flags.NONE, 1_700_000_000L);
    return store.mailboxes().append(ACCOUNT, inbox(), List.of(message)).result().orElseThrow();
  }

  /** The last change of INBOX and the minutes since are gone. */
  private void restoreDatabaseOfBefore() {
    sql(
        "DELETE FROM mailbox_log WHERE mailbox_id = "
            + inbox()
            + " AND mod_seq = (SELECT MAX(mod_seq) FROM mailbox_log WHERE mailbox_id = "
            + inbox()
            + ")");
    sql("UPDATE server_mark SET mark = mark - 1");
  }

  @Test
  void aDatabaseThatWentBackGetsNewUidValidityAndUidsThatNobodyHasSeen() {
    RestoreWatch watch = watch(1);
    watch.start();
    append("kept");
    watch.count();
    assertThat(append("lost").target()).isEqualTo(UidSet.of(2));
    watch.stop();
    Map<String, Long> before = validities();
    long lost = append("lost too").view().contentId(2);
    restoreDatabaseOfBefore();
    restart();

    watch(1).start();

    Map<String, Long> after = validities();
    assertThat(after.values()).doesNotHaveDuplicates();
    long highest = before.values().stream().mapToLong(v -> v).max().orElseThrow();
    assertThat(after.values()).allMatch(validity -> validity > highest);
    MailboxView inbox = store.mailboxes().view(inbox()).orElseThrow();
    assertThat(inbox.uidValidity()).isEqualTo(after.get("INBOX"));
    assertThat(inbox.uid(0)).isEqualTo(1); // where it was
    AddedMessages placed = append("new");
    assertThat(placed.target().first(0)).isGreaterThan(1_000_000);
    long added = placed.view().contentId(placed.view().size() - 1);
    assertThat(added >>> 32).isGreaterThan((lost >>> 32) + 1_000); // EMAILID
    restart();
    assertThat(append("newer").target().first(0)).isEqualTo(placed.target().first(0) + 1);
    watch(1).start();
    assertThat(validities()).isEqualTo(after); // noticed once
  }

  @Test
  void whatGoesOnAfterACrashIsNoRestore() {
    watch(1).start();
    RestoreWatch watch = watch(1);
    watch.count();
    Map<String, Long> before = validities();
    restart(); // without a last mark
    watch(1).start();
    watch(2).start(); // another server, for the first time
    assertThat(validities()).isEqualTo(before);
  }

  @Test
  void whoWasHeldForGoneAndGotAnotherNumberIsNotRestored() {
    AtomicLong number = new AtomicLong(1);
    RestoreWatch watch = watch(number::get);
    watch.start();
    watch.count();
    number.set(2);
    watch.count();
    watch.stop();
    Map<String, Long> before = validities();
    restart();
    watch(3).start();
    assertThat(validities()).isEqualTo(before);
  }

  @Test
  void marksOfServersOfWhichNothingIsKnownGo() {
    watch(1).start();
    restart();
    forgotten.add(1L);
    watch(2).start();
    assertThat(directory.resolve("content/servers/1")).doesNotExist();
    assertThat(directory.resolve("content/servers/2")).exists();
    Map<String, Long> before = validities();
    restart();
    watch(3).start();
    assertThat(validities()).isEqualTo(before);
  }

  @Test
  void whoRestoresTheWholeDirectorySaysSo() throws IOException {
    watch(1).start();
    Map<String, Long> before = validities();
    Files.createFile(directory.resolve("restored"));
    restart();
    watch(1).start();
    assertThat(validities().get("INBOX")).isGreaterThan(before.get("INBOX"));
    assertThat(directory.resolve("restored")).doesNotExist();
  }

  @Test
  void aDatabaseThatGoesBackUnderARunningServerIsSeenAtTheNextStart() {
    RestoreWatch watch = watch(1);
    watch.start();
    watch.count();
    Map<String, Long> before = validities();
    sql("UPDATE server_mark SET mark = 0");
    watch.count();
    watch.stop();
    restart();
    watch(1).start();
    assertThat(validities().get("INBOX")).isGreaterThan(before.get("INBOX"));
  }

  @Test
  void aSecondServerWithContentOfItsOwnDoesNotStart() {
    watch(1).start();
    RestoreWatch second = watch(2);
    second.shared = true;
    assertThatCode(second::start).doesNotThrowAnyException(); // on the same directory
    MarkRows rows = MarkRowsWiring.wire(database);
    store.transactions().call(() -> rows.advance(3)); // is alive, and its mark is elsewhere
    for (int i = 0; i < 5; i++) {
      store.transactions().call(() -> rows.advance(3));
    }
    assertThatThrownBy(second::start).hasMessageContaining("content/ is not shared");
    second.count();
    assertThat(second.apart()).isTrue();
    new MarkFiles(store.contents().marks()).write(3, 4); // late by two minutes
    second.count();
    assertThat(second.apart()).isFalse();
  }
}
