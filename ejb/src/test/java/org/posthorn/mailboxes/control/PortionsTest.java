package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.MailboxReferences;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.entity.Mailbox;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What is long is done in portions; what must be one step is one. */
@OnBothDatabases
class PortionsTest {
  private static final AtomicLong ACCOUNTS = new AtomicLong(9_000);
  private static final int MANY = 24_000; // three parts of a parcel
  private static final int STORES = steps(MailboxLog.STORED);
  private static final int MOVES = steps(MailboxLog.MOVED);
  private static final int EXPUNGES = steps(MailboxLog.EXPUNGED);
  private static final UidSet ALL = UidSet.range(1, UidSet.MAX);
  private static final FlagChange DELETED =
      new FlagChange(FlagChange.Operation.ADD, Flags.of(List.of("\\Deleted", "$Work")));

  @TempDir Path directory;
  private final TestDatabase database;
  private Store store;
  private Mailboxes mailboxes;
  private long account;
  private long inbox;
  private long trash;

  PortionsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    store = new Store(database, directory.resolve("one"), false);
    mailboxes = store.mailboxes();
    account = ACCOUNTS.incrementAndGet();
    store.createAccount(account);
    inbox = id("INBOX");
    trash = id("Trash");
    NewMessage message =
        new NewMessage(store.message("one"), Flags.of(List.of("\\Seen", "$Old")), 1_700_000_000L);
    mailboxes.append(account, inbox, List.of(message, message, message, message));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static int steps(int portion) {
    return (MANY + portion - 1) / portion;
  }

  private long id(String name) {
    return mailboxes.list(account).find(MailboxName.parse(name).orElseThrow()).orElseThrow().id();
  }

  private MailboxView view(long mailbox) {
    return mailboxes.view(mailbox).orElseThrow();
  }

  private static UidSet first(MailboxView view, int count) {
    UidSet.Builder first = UidSet.builder();
    for (int i = 0; i < count; i++) {
      first.add(view.uid(i));
    }
    return first.build();
  }

  /** INBOX has so many after this. */
  private void fill(int messages) {
    while (view(inbox).size() < messages) {
      MailboxView now = view(inbox);
      int more = Math.min(now.size(), messages - now.size());
      assertThat(mailboxes.copy(account, inbox, first(now, more), inbox).result()).isPresent();
    }
  }

  private static Refusal refusal(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).reason();
  }

  /** What a server finds that has nothing in memory. */
  private void assertStored(long mailbox) {
    try (Store other = new Store(database, directory.resolve("other"), true)) {
      MailboxView here = view(mailbox);
      MailboxView there = other.mailboxes().view(mailbox).orElseThrow();
      assertThat(there.highestModSeq()).isEqualTo(here.highestModSeq());
      assertThat(there.uidNext()).isEqualTo(here.uidNext());
      assertThat(there.octets()).isEqualTo(here.octets());
      assertThat(there.unseen()).isEqualTo(here.unseen());
      MailboxCursor one = here.cursor(0);
      MailboxCursor two = there.cursor(0);
      while (one.next()) {
        assertThat(two.next()).isTrue();
        assertThat(two.uid()).isEqualTo(one.uid());
        assertThat(two.modSeq()).isEqualTo(one.modSeq());
        assertThat(two.contentId()).isEqualTo(one.contentId());
        assertThat(there.keywords().flags(two.bits())).isEqualTo(here.keywords().flags(one.bits()));
      }
      assertThat(two.next()).isFalse();
    }
  }

  @Test
  void aLargeCopyIsOneStepForAllWhoLook() {
    fill(MANY);
    long before = view(trash).highestModSeq();
    AddedMessages placed =
        mailboxes.copy(account, inbox, view(inbox).uids(), trash).result().orElseThrow();
    assertThat(placed.source().size()).isEqualTo(MANY);
    assertThat(placed.target()).isEqualTo(UidSet.range(1, MANY));
    assertThat(view(trash).highestModSeq()).isEqualTo(before + 1);
    assertThat(view(trash).keywords().names()).containsExactly("$Old");
    assertStored(trash);
    store.fold(view(trash));
    mailboxes.store(account, trash, ALL, DELETED, OptionalLong.empty());
    assertStored(trash);
  }

  @Test
  void copiesStayReferredTo() throws Exception {
    fill(6_000);
    mailboxes.copy(account, inbox, view(inbox).uids(), trash);
    mailboxes.store(account, inbox, ALL, DELETED, OptionalLong.empty());
    Set<Long> contents = new TreeSet<>();
    view(trash).uids().forEach(uid -> contents.add(view(trash).contentId((int) uid - 1)));
    mailboxes.expunge(account, inbox, ALL);
    Set<Long> told = new TreeSet<>();
    try (var connection = database.dataSource().getConnection()) {
      assertThat(new MailboxReferences().tell(connection, told::add, () -> {})).isTrue();
    }
    assertThat(told).containsAll(contents);
  }

  @Test
  void aLargeCopyOfWhatIsGoneCopiesNothing() {
    fill(6_000);
    UidSet known = view(inbox).uids();
    mailboxes.store(account, inbox, UidSet.of(17), DELETED, OptionalLong.empty());
    mailboxes.expunge(account, inbox, UidSet.of(17));
    assertThat(refusal(mailboxes.copy(account, inbox, known, trash)))
        .isEqualTo(Refusal.EXPUNGEISSUED);
    assertThat(view(trash).size()).isZero();
  }

  @Test
  void flagsMovesAndExpungesOfManyAreSeveralChanges() {
    fill(MANY);
    long before = view(inbox).highestModSeq();
    assertThat(
            mailboxes
                .store(account, inbox, ALL, DELETED, OptionalLong.empty())
                .result()
                .orElseThrow()
                .changed()
                .size())
        .isEqualTo(MANY);
    assertThat(view(inbox).highestModSeq()).isEqualTo(before + STORES);
    assertThat(view(inbox).deleted()).isEqualTo(MANY);
    AddedMessages moved = mailboxes.move(account, inbox, ALL, trash).result().orElseThrow();
    assertThat(moved.source().size()).isEqualTo(MANY);
    assertThat(moved.target()).isEqualTo(UidSet.range(1, MANY));
    assertThat(view(inbox).highestModSeq()).isEqualTo(before + STORES + MOVES);
    assertThat(view(inbox).size()).isZero();
    mailboxes.expunge(account, trash, ALL);
    assertThat(view(trash).size()).isZero();
    assertThat(view(trash).highestModSeq()).isEqualTo(1L + MOVES + EXPUNGES);
    assertStored(trash);
  }

  @Test
  void mailboxesAndCommandsHaveLimits() {
    store.journal.maxMessages = 10;
    fill(8);
    assertThat(refusal(mailboxes.copy(account, inbox, UidSet.range(1, 3), inbox)))
        .isEqualTo(Refusal.LIMIT);
    store.log.maxCopied = 4;
    assertThat(refusal(mailboxes.copy(account, inbox, UidSet.range(1, 5), trash)))
        .isEqualTo(Refusal.LIMIT);
    assertThat(mailboxes.copy(account, inbox, UidSet.range(1, 4), trash).result()).isPresent();
    store.journal.maxMessages = 5; // an installation that had no limit
    assertThat(mailboxes.store(account, inbox, ALL, DELETED, OptionalLong.empty()).result())
        .isPresent();
    assertThat(refusal(mailboxes.move(account, trash, ALL, inbox))).isEqualTo(Refusal.LIMIT);
    mailboxes.expunge(account, inbox, ALL);
    assertThat(mailboxes.move(account, trash, ALL, inbox).result()).isPresent();
  }

  @Test
  void ofADeletedMailboxNothingStays() throws Exception {
    fill(6_000);
    mailboxes.copy(account, inbox, view(inbox).uids(), trash);
    store.fold(view(trash));
    MailboxName name = MailboxName.parse("Trash").orElseThrow();
    assertThat(mailboxes.delete(account, name).result()).isPresent();
    assertThat(mailboxes.view(trash)).isEmpty();
    assertThat(mailboxes.exists(trash)).isFalse();
    assertThat(mailboxes.create(account, name, Optional.empty()).result()).isPresent();
    for (int tries = 0; rows(trash) > 0 && tries < 200; tries++) {
      Thread.sleep(50);
    }
    assertThat(rows(trash)).isZero();
  }

  @Test
  void aMailboxThatAnotherServerHasDeletedTakesNothing() {
    try (Store one = new Store(database, directory.resolve("x"), true);
        Store two = new Store(database, directory.resolve("y"), true)) {
      NewMessage message = new NewMessage(two.message("late"), Flags.NONE, 1_700_000_000L);
      two.mailboxes().append(account, trash, List.of(message));
      one.mailboxes().delete(account, MailboxName.parse("Trash").orElseThrow());
      Outcome<AddedMessages> outcome;
      try {
        outcome = two.mailboxes().append(account, trash, List.of(message));
      } catch (StorageException refused) {
        return;
      }
      assertThat(outcome.result()).isEmpty();
    }
  }

  private static MailboxName name(String text) {
    return MailboxName.parse(text).orElseThrow();
  }

  /** Children of {@code Tree}, in so many portions of a rename; some of them with children. */
  private int tree(int portions) {
    int children = portions * MailboxDirectory.RENAMED - 20;
    store.directory.maxMailboxes = children + 100;
    database.transact(
        entities -> {
          for (int i = 0; i < children; i++) {
            MailboxName name = name("Tree/" + i + (i % 3 == 0 ? "/leaf" : ""));
            entities.persist(new Mailbox(account, name, 1L + i, Optional.empty()));
          }
        });
    store.directory.forget(account);
    return children;
  }

  private long count(MailboxName root) {
    return mailboxes.list(account).all().stream()
        .filter(mailbox -> mailbox.name().isBelow(root))
        .count();
  }

  @Test
  void aLargeTreeIsRenamedInPortionsAndSeenAsOneStep() {
    int children = tree(3);
    List<Long> seen = new ArrayList<>();
    store.directory.renames = renames(() -> seen.add(count(name("Tree"))));
    assertThat(mailboxes.rename(account, name("Tree"), name("New/Tree")).result()).isPresent();
    assertThat(seen).as("between").hasSize(3).containsOnly((long) children);
    assertThat(count(name("Tree"))).isZero();
    assertThat(count(name("New/Tree"))).isEqualTo(children);
    assertThat(mailboxes.list(account).find(name("New"))).isPresent();
    store.directory.forget(account);
    assertThat(count(name("New/Tree"))).as("stored").isEqualTo(children);
  }

  /** As those of the store, but something happens before each portion. */
  private UnfinishedRenames renames(Runnable before) {
    UnfinishedRenames renames =
        new UnfinishedRenames() {
          @Override
          boolean hold(Unfinished rename) {
            before.run();
            return super.hold(rename);
          }
        };
    renames.entities = database.entityManager();
    return renames;
  }

  @Test
  void aRenameThatWasCutOffIsFinishedAtTheNextStartOrBeforeTheNextChange() {
    int children = tree(3);
    AtomicInteger portions = new AtomicInteger();
    store.directory.renames =
        renames(
            () -> {
              if (portions.incrementAndGet() == 2) {
                throw new StackOverflowError("as if the power had failed");
              }
            });
    assertThatThrownBy(() -> mailboxes.rename(account, name("Tree"), name("Other")))
        .isInstanceOf(StackOverflowError.class);
    store.directory.forget(account);
    assertThat(count(name("Other"))).isEqualTo(MailboxDirectory.RENAMED);
    try (Store restarted = new Store(database, directory.resolve("other"), true)) {
      restarted.mailboxes().finishRenames();
    }
    store.directory.forget(account);
    assertThat(count(name("Other"))).isEqualTo(children);
    assertThat(count(name("Tree"))).isZero();

    portions.set(0);
    assertThatThrownBy(() -> mailboxes.rename(account, name("Other"), name("Tree")))
        .isInstanceOf(StackOverflowError.class);
    mailboxes.create(account, name("Other/more"), Optional.empty());
    assertThat(count(name("Tree"))).isEqualTo(children);
    assertThat(count(name("Other"))).isOne();
  }

  @Test
  void aNameThatAnotherServerHasGivenAwayMeanwhileStopsNoRename() {
    int children = tree(2);
    AtomicInteger portions = new AtomicInteger();
    store.directory.renames = renames(portions::incrementAndGet);
    long taken = 4;
    assertThat(count(name("New"))).isZero(); // and is remembered, as where nobody has heard of it
    database.transact(
        entities ->
            entities.persist(new Mailbox(account, name("New/" + taken), 7, Optional.empty())));
    assertThat(mailboxes.rename(account, name("Tree"), name("New")).result()).isPresent();
    store.directory.forget(account);
    assertThat(count(name("New"))).isEqualTo(children);
    assertThat(mailboxes.list(account).find(name("Tree/" + taken))).isPresent();
    assertThat(mailboxes.rename(account, name("New"), name("Tree/4/again")).result()).isPresent();
  }

  private long rows(long mailbox) {
    return database.<Long>inTransaction(
        entities ->
            ((Number)
                    entities
                        .createNativeQuery(
                            "select (select count(*) from mailbox_log where mailbox_id = ?1)"
                                + " + (select count(*) from mailbox_snapshot where mailbox_id = ?1)"
                                + " + (select count(*) from mailbox where id = ?1) from"
                                + " mailbox_history")
                        .setParameter(1, mailbox)
                        .getSingleResult())
                .longValue());
  }
}
