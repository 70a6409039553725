package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.MailboxReferences;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What the rows refer to is what the views show. */
@OnBothDatabases
class MailboxReferencesTest {
  private static final FlagChange DELETED =
      new FlagChange(FlagChange.Operation.ADD, new Flags(Flags.DELETED, List.of("a", "b")));

  @TempDir Path directory;
  private final TestDatabase database;
  private final Random random = new Random(5);

  MailboxReferencesTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void afterAnyChangesTheSameContentsAreReferredTo() throws Exception {
    try (Store store = new Store(database, directory, false)) {
      store.createAccount(1);
      List<Long> boxes =
          store.mailboxes().list(1).all().stream().map(MailboxList.Mailbox::id).toList();
      for (int round = 0; round < 12; round++) {
        for (int step = 0; step < 15; step++) {
          change(store, boxes.get(random.nextInt(2)), boxes.get(random.nextInt(2)));
        }
        if (round % 4 == 2) {
          MailboxView view = store.mailboxes().view(boxes.get(0)).orElseThrow();
          database.transact(entities -> store.rows.fold(view));
        }
        assertThat(referred()).isNotEmpty().isEqualTo(shown(store, boxes));
      }
    }
  }

  private void change(Store store, long one, long other) {
    UidSet some = UidSet.range(1 + random.nextInt(60), 1 + random.nextInt(60));
    switch (random.nextInt(6)) {
      case 0, 1, 2 ->
          store
              .mailboxes()
              .append(
                  1, one, List.of(new NewMessage(store.message("m"), Flags.NONE, 1_700_000_000)));
      case 3 -> store.mailboxes().copy(1, one, present(store, one, some), other);
      case 4 -> store.mailboxes().move(1, one, some, other);
      default -> {
        store.log.store(1, one, some, DELETED, OptionalLong.empty());
        store.mailboxes().expunge(1, one, some);
      }
    }
  }

  private Set<Long> referred() throws Exception {
    Set<Long> ids = new TreeSet<>();
    try (Connection connection = database.dataSource().getConnection()) {
      new MailboxReferences().tell(connection, ids::add, () -> {});
    }
    return ids;
  }

  private static Set<Long> shown(Store store, List<Long> boxes) {
    Set<Long> ids = new TreeSet<>();
    for (long box : boxes) {
      MailboxCursor cursor = store.mailboxes().view(box).orElseThrow().cursor(0);
      while (cursor.next()) {
        ids.add(cursor.contentId());
      }
    }
    return ids;
  }

  private static UidSet present(Store store, long mailbox, UidSet some) {
    return store.mailboxes().view(mailbox).orElseThrow().present(some);
  }
}
