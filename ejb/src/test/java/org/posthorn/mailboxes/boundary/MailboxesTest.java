package org.posthorn.mailboxes.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.events.boundary.MailboxChanged;
import org.posthorn.events.boundary.MessageDelivered;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.Mailboxes.ToAccount;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.FlagChange.Operation;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.Keywords;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mailstore.StoreResult;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

@OnBothDatabases
class MailboxesTest {
  private static final AtomicLong ACCOUNTS = new AtomicLong();
  private static final UidSet ALL = UidSet.range(1, UidSet.MAX);

  @TempDir Path directory;
  private final TestDatabase database;
  private Store store;
  private Mailboxes mailboxes;
  private long account;
  private long inbox;

  MailboxesTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    store = new Store(database, directory, false);
    mailboxes = store.mailboxes();
    account = ACCOUNTS.incrementAndGet();
    store.createAccount(account);
    inbox = id("INBOX");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void restart() {
    store.close();
    store = new Store(database, directory, false);
    mailboxes = store.mailboxes();
  }

  private static MailboxName name(String text) {
    return MailboxName.parse(text).orElseThrow();
  }

  private long id(String mailbox) {
    return mailboxes.list(account).find(name(mailbox)).orElseThrow().id();
  }

  private AddedMessages append(long mailbox, String subject, String... flags) {
    NewMessage message =
        new NewMessage(store.message(subject), Flags.of(List.of(flags)), 1_700_000_000L);
    return mailboxes.append(account, mailbox, List.of(message)).result().orElseThrow();
  }

  private MailboxView view(long mailbox) {
    return mailboxes.view(mailbox).orElseThrow();
  }

  private static FlagChange flags(Operation operation, String... names) {
    return new FlagChange(operation, Flags.of(List.of(names)));
  }

  private static <T> Refusal refusal(Outcome<T> outcome) {
    return ((Outcome.Refused<T>) outcome).reason();
  }

  @Test
  void aNewAccountHasItsSpecialMailboxes() {
    MailboxList list = mailboxes.list(account);
    assertThat(list.all().stream().map(m -> m.name().text()))
        .containsExactly("INBOX", "Archive", "Drafts", "Junk", "Sent", "Trash");
    assertThat(list.find(name("Sent")).flatMap(MailboxList.Mailbox::use)).contains(SpecialUse.SENT);
    assertThat(list.isSubscribed(name("Drafts"))).isTrue();
  }

  @Test
  void uidsAndModSequencesAscendAndSurviveARestart() {
    append(inbox, "one", "\\Seen", "$Work");
    append(inbox, "two");
    mailboxes.store(
        account, inbox, UidSet.of(2), flags(Operation.ADD, "\\Deleted"), OptionalLong.empty());
    MailboxView before = view(inbox);
    restart();
    SameViews.assertSame(view(inbox), before);
    mailboxes.expunge(account, inbox, ALL);
    restart();
    assertThat(append(inbox, "three").target()).isEqualTo(UidSet.of(3));
    assertThat(view(inbox).highestModSeq()).isEqualTo(before.highestModSeq() + 2);
    assertThat(mailboxes.expungedSince(inbox, before.highestModSeq())).isEqualTo(UidSet.of(2));
    assertThat(mailboxes.expungedSince(inbox, view(inbox).highestModSeq()).isEmpty()).isTrue();
  }

  @Test
  void aStoreThatChangesNothingKeepsTheModSequence() {
    append(inbox, "one", "\\Seen");
    long before = view(inbox).highestModSeq();
    StoreResult stored =
        mailboxes
            .store(account, inbox, ALL, flags(Operation.ADD, "\\Seen"), OptionalLong.empty())
            .result()
            .orElseThrow();
    assertThat(stored.changed().isEmpty()).isTrue();
    assertThat(view(inbox).highestModSeq()).isEqualTo(before);
  }

  @Test
  void unchangedSinceLeavesNewerMessagesAlone() { // RFC 7162 §3.1.3
    append(inbox, "one");
    append(inbox, "two");
    long first = view(inbox).modSeq(0);
    StoreResult stored =
        mailboxes
            .store(account, inbox, ALL, flags(Operation.ADD, "\\Flagged"), OptionalLong.of(first))
            .result()
            .orElseThrow();
    assertThat(stored.changed()).isEqualTo(UidSet.of(1));
    assertThat(stored.modified()).isEqualTo(UidSet.of(2));
  }

  @Test
  void aMoveIsOneStepAndSharesTheContent() {
    append(inbox, "one", "$Work");
    append(inbox, "two");
    long archive = id("Archive");
    long content = view(inbox).contentId(1);
    AddedMessages moved =
        mailboxes.move(account, inbox, UidSet.of(2), archive).result().orElseThrow();
    assertThat(moved.source()).isEqualTo(UidSet.of(2));
    assertThat(moved.target()).isEqualTo(UidSet.of(1));
    assertThat(view(inbox).uids()).isEqualTo(UidSet.of(1));
    assertThat(view(archive).contentId(0)).isEqualTo(content);
  }

  @Test
  void aReplacementComesAsTheOldOneGoes() { // RFC 8508
    append(inbox, "one", "$Work");
    append(inbox, "two");
    long archive = id("Archive");
    AddedMessages same =
        mailboxes.replace(account, inbox, 1, inbox, draft("three")).result().orElseThrow();
    assertThat(same.target()).isEqualTo(UidSet.of(3));
    assertThat(same.view().uids()).isEqualTo(UidSet.range(2, 3));
    assertThat(mailboxes.replace(account, inbox, 2, archive, draft("four")).result()).isPresent();
    assertThat(mailboxes.replace(account, inbox, 2, archive, draft("five")).result()).isEmpty();
    restart();
    assertThat(view(inbox).uids()).isEqualTo(UidSet.of(3));
    assertThat(view(archive).size()).isEqualTo(1);
  }

  private NewMessage draft(String text) {
    return new NewMessage(store.message(text), Flags.NONE, 1_700_000_000L);
  }

  @Test
  void aDeliveryThatComesTwiceIsThereOnce() {
    Content content = store.message("hello");
    deliver("d1", content);
    deliver("d1", content);
    restart();
    deliver("d1", content);
    assertThat(view(inbox).size()).isEqualTo(1);
    ToAccount second = new ToAccount("d2", account, content);
    mailboxes.deliver(List.of(second, second, new ToAccount("d1", account, content)));
    assertThat(view(inbox).size()).isEqualTo(2);
  }

  @Test
  void aDeliveryFilesIntoSeveralMailboxesOnceAndAsAWhole() {
    Content content = store.message("hello");
    long archive = created("Lists").id();
    Placement read = new Placement(archive, Flags.of(List.of("\\Seen", "lists")));
    Placement plain = new Placement(inbox, Flags.NONE);
    int before = store.observers.fired().size();
    ToAccount both = new ToAccount("filed", account, content, List.of(plain, read));
    assertThat(mailboxes.deliver(List.of(both, both))).isEmpty();
    mailboxes.deliver(List.of(both));
    List<Object> fired = store.observers.fired();
    assertThat(fired.subList(before, fired.size()))
        .contains(new MessageDelivered("filed", account, Set.of(inbox, archive), content.id(), ""))
        .filteredOn(MailboxChanged.class::isInstance)
        .hasSize(2);
    restart();
    mailboxes.deliver(List.of(both));
    // a rule that was changed between two tries must not make a second copy
    mailboxes.deliver(List.of(new ToAccount("filed", account, content)));
    assertThat(view(inbox).size()).isEqualTo(1);
    assertThat(view(archive).size()).isEqualTo(1);
    assertThat(view(archive).keywords().flags(view(archive).flags(0))).isEqualTo(read.flags());
  }

  @Test
  void whatIsWantedInAMailboxThatIsGoneComesToTheInbox() {
    MailboxList.Mailbox gone = created("Gone");
    mailboxes.delete(account, name("Gone"));
    Placement there = new Placement(gone.id(), Flags.NONE);
    Content content = store.message("hello");
    mailboxes.deliver(List.of(new ToAccount("g1", account, content, List.of(there))));
    Placement plain = new Placement(inbox, Flags.NONE);
    mailboxes.deliver(List.of(new ToAccount("g2", account, content, List.of(there, plain))));
    assertThat(view(inbox).size()).isEqualTo(2);
  }

  @Test
  void whatIsWantedInAMailboxOfAnotherAccountComesToTheInbox() {
    long other = account + 500_000;
    store.createAccount(other);
    long theirs = mailboxes.list(other).find(MailboxName.INBOX).orElseThrow().id();
    store.grant(theirs, account, "lrswipte"); // not even with all rights
    Placement there = new Placement(theirs, Flags.NONE);
    Content content = store.message("hello");
    assertThat(mailboxes.deliver(List.of(new ToAccount("o1", account, content, List.of(there)))))
        .isEmpty();
    assertThat(view(theirs).size()).isZero();
    assertThat(view(inbox).size()).isEqualTo(1);
  }

  @Test
  void oldDeliveriesAreForgotten() {
    Content content = store.message("hello");
    deliver("old", content);
    long later = Instant.now().getEpochSecond() + 60;
    assertThat(store.forgetDeliveries(later)).isPositive();
    deliver("old", content);
    assertThat(view(inbox).size()).isEqualTo(2);
  }

  @Test
  void aDeletedParentIsALevelUntilItsLastChildIsGone() { // RFC 9051 §6.3.5
    MailboxList.Mailbox child = created("p/q/r");
    long parent = mailboxes.list(account).find(name("p")).orElseThrow().uidValidity();
    assertThat(mailboxes.delete(account, name("p"))).isInstanceOf(Outcome.Done.class);
    assertThat(mailboxes.list(account).find(name("p"))).isEmpty();
    assertThat(mailboxes.list(account).levels()).containsExactly(name("p"));
    assertThat(mailboxes.view(child.id())).isPresent();
    assertThat(refusal(mailboxes.delete(account, name("p")))).isEqualTo(Refusal.NONEXISTENT);
    assertThat(refusal(mailboxes.rename(account, name("Sent"), name("p"))))
        .isEqualTo(Refusal.ALREADYEXISTS);
    created("p/s");
    assertThat(mailboxes.list(account).find(name("p"))).as("not made for a child").isEmpty();
    assertThat(mailboxes.rename(account, name("p"), name("t"))).isInstanceOf(Outcome.Done.class);
    assertThat(mailboxes.list(account).find(name("t/q/r")).orElseThrow().id())
        .isEqualTo(child.id());
    assertThat(created("t").uidValidity()).isGreaterThan(parent);
    mailboxes.delete(account, name("t"));
    mailboxes.delete(account, name("t/s"));
    mailboxes.delete(account, name("t/q"));
    mailboxes.delete(account, name("t/q/r"));
    assertThat(mailboxes.list(account).levels()).isEmpty();
  }

  private MailboxList.Mailbox created(String name) {
    return mailboxes.create(account, name(name), Optional.empty()).result().orElseThrow();
  }

  private void deliver(String id, Content content) {
    mailboxes.deliver(List.of(new ToAccount(id, account, content)));
  }

  @Test
  void aDeletedMailboxIsGoneForAllAndItsNameGetsANewValidity() {
    MailboxList.Mailbox first =
        mailboxes.create(account, name("a/b"), Optional.empty()).result().orElseThrow();
    append(first.id(), "one");
    List<String> told = new CopyOnWriteArrayList<>();
    mailboxes.watch(first.id(), watcher(told));
    assertThat(mailboxes.delete(account, name("a/b"))).isInstanceOf(Outcome.Done.class);
    assertThat(told).containsExactly("gone");
    assertThat(mailboxes.view(first.id())).isEmpty();
    NewMessage message = new NewMessage(store.message("late"), Flags.NONE, 0);
    assertThat(refusal(mailboxes.append(account, first.id(), List.of(message))))
        .isEqualTo(Refusal.NONEXISTENT);
    MailboxList.Mailbox second =
        mailboxes.create(account, name("a/b"), Optional.empty()).result().orElseThrow();
    assertThat(second.uidValidity()).isGreaterThan(first.uidValidity());
    assertThat(mailboxes.delete(account, name("a/b"))).isInstanceOf(Outcome.Done.class);
    assertThat(mailboxes.delete(account, name("a"))).isInstanceOf(Outcome.Done.class);
    assertThat(refusal(mailboxes.delete(account, name("a")))).isEqualTo(Refusal.NONEXISTENT);
    assertThat(refusal(mailboxes.delete(account, name("inbox")))).isEqualTo(Refusal.CANNOT);
  }

  @Test
  void aRenameTakesTheChildrenAlongAndInboxKeepsItsName() {
    mailboxes.create(account, name("a/b/c"), Optional.empty());
    assertThat(mailboxes.rename(account, name("a"), name("x/y"))).isInstanceOf(Outcome.Done.class);
    assertThat(mailboxes.list(account).find(name("x/y/b/c"))).isPresent();
    assertThat(mailboxes.list(account).find(name("a"))).isEmpty();
    assertThat(refusal(mailboxes.rename(account, name("x"), name("x/z"))))
        .isEqualTo(Refusal.CANNOT);
    append(inbox, "one");
    assertThat(mailboxes.rename(account, name("INBOX"), name("old")))
        .isInstanceOf(Outcome.Done.class);
    assertThat(view(inbox).size()).isZero();
    assertThat(view(id("old")).size()).isEqualTo(1);
  }

  @Test
  void watchersHearOfEachChangeInOrder() {
    List<String> told = new CopyOnWriteArrayList<>();
    MailboxWatcher watcher = watcher(told);
    mailboxes.watch(inbox, watcher);
    append(inbox, "one");
    append(inbox, "two");
    mailboxes.unwatch(inbox, watcher);
    append(inbox, "three");
    assertThat(told).containsExactly("1", "2");
  }

  private static MailboxWatcher watcher(List<String> told) {
    return new MailboxWatcher() {
      @Override
      public void changed(MailboxView latest) {
        told.add(Integer.toString(latest.size()));
      }

      @Override
      public void gone() {
        told.add("gone");
      }
    };
  }

  @Test
  void aMessageIsNotRefusedForItsKeywords() {
    List<String> all = IntStream.range(0, Keywords.MAX).mapToObj(i -> "k" + i).toList();
    NewMessage full = new NewMessage(store.message("x"), new Flags(0, all), 0);
    mailboxes.append(account, inbox, List.of(full));
    append(inbox, "m", "more", "k1");
    long sent = mailboxes.list(account).find(name("Sent")).orElseThrow().id();
    mailboxes.copy(account, inbox, UidSet.range(1, 2), sent);
    FlagChange more = new FlagChange(FlagChange.Operation.ADD, new Flags(0, List.of("more")));
    assertThat(refusal(mailboxes.store(account, inbox, UidSet.of(1), more, OptionalLong.empty())))
        .isEqualTo(Refusal.LIMIT);
    FlagChange none = new FlagChange(FlagChange.Operation.REPLACE, Flags.NONE);
    assertThat(mailboxes.store(account, inbox, UidSet.of(1), none, OptionalLong.empty()).result())
        .isPresent();
    append(inbox, "m", "more");
    assertThat(keywords(inbox, 2)).containsExactly("more");
    assertThat(keywords(sent, 0)).isEqualTo(all);
    assertThat(keywords(sent, 1)).containsExactly("k1");
    try (Store other = new Store(database, directory, true)) {
      SameViews.assertSame(other.mailboxes().view(inbox).orElseThrow(), view(inbox));
      SameViews.assertSame(other.mailboxes().view(sent).orElseThrow(), view(sent));
    }
  }

  private List<String> keywords(long mailbox, int index) {
    MailboxView view = view(mailbox);
    return view.keywords().flags(view.flags(index)).keywords();
  }

  @Test
  void twoServersOnOneDatabaseNeverGiveAUidTwice() throws Exception {
    try (Store left = new Store(database, directory, true);
        Store right = new Store(database, directory, true)) {
      ExecutorService threads = Executors.newFixedThreadPool(6);
      List<Future<List<Long>>> uids = new ArrayList<>();
      for (int t = 0; t < 6; t++) {
        Store server = t % 2 == 0 ? left : right;
        uids.add(
            threads.submit(
                () -> {
                  List<Long> mine = new ArrayList<>();
                  for (int i = 0; i < 20; i++) {
                    NewMessage message = new NewMessage(server.message("m"), Flags.NONE, 0);
                    Outcome<AddedMessages> placed = retried(server, message);
                    mine.add(placed.result().orElseThrow().target().first(0));
                  }
                  return mine;
                }));
      }
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> each : uids) {
        all.addAll(each.get());
      }
      threads.shutdown();
      assertThat(all).hasSize(120).doesNotHaveDuplicates();
      SameViews.assertSame(
          right.mailboxes().view(inbox).orElseThrow(), left.mailboxes().view(inbox).orElseThrow());
      assertThat(left.mailboxes().view(inbox).orElseThrow().size()).isEqualTo(120);
    }
  }

  /** Under a contention that no real pair of servers sees, three tries may not do. */
  private Outcome<AddedMessages> retried(Store server, NewMessage message) {
    while (true) {
      try {
        return server.mailboxes().append(account, inbox, List.of(message));
      } catch (RuntimeException storage) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void manyThreadsOnManyMailboxesGetDenseUids() throws Exception {
    long archive = id("Archive");
    ExecutorService threads = Executors.newFixedThreadPool(10);
    List<Future<?>> done = new ArrayList<>();
    long start = System.nanoTime();
    for (int t = 0; t < 10; t++) {
      long target = t % 2 == 0 ? inbox : archive;
      done.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 200; i++) {
                  append(target, "m");
                }
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
    threads.shutdown();
    System.getLogger("timing")
        .log(
            System.Logger.Level.INFO,
            "{0}: 2000 appends from 10 threads in {1} ms",
            database,
            (System.nanoTime() - start) / 1_000_000);
    assertThat(view(inbox).uids()).isEqualTo(UidSet.range(1, 1000));
    assertThat(view(archive).uids()).isEqualTo(UidSet.range(1, 1000));
  }
}
