package org.posthorn.mailboxes.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.accounts.boundary.LimitsWiring;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.Mailboxes.ToAccount;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.mailstore.QuotaUsage;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

@OnBothDatabases
class QuotaCountingTest {
  private static final AtomicLong ACCOUNTS = new AtomicLong(9000);
  private static final UidSet ALL = UidSet.range(1, UidSet.MAX);
  private static final long MUCH = 1L << 40;

  @TempDir Path directory;
  private final TestDatabase database;
  private final Map<Long, QuotaLimits> limits = new ConcurrentHashMap<>();
  private Store store;
  private Mailboxes mailboxes;
  private long account;
  private long inbox;
  private long sent;

  QuotaCountingTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    store = new Store(database, directory, false, LimitsWiring.of(limits));
    mailboxes = store.mailboxes();
    account = ACCOUNTS.incrementAndGet();
    store.createAccount(account);
    inbox = id("INBOX");
    sent = id("Sent");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private long id(String mailbox) {
    return mailboxes.list(account).find(new MailboxName(mailbox)).orElseThrow().id();
  }

  private void limit(long octets, long messages, long boxes) {
    limits.put(
        account,
        new QuotaLimits(
            OptionalLong.of(octets), OptionalLong.of(messages), OptionalLong.of(boxes)));
  }

  private NewMessage message(String subject, String... flags) {
    return new NewMessage(store.message(subject), Flags.of(List.of(flags)), 1_700_000_000L);
  }

  private static <T> Optional<Refusal> refusal(Outcome<T> outcome) {
    return outcome instanceof Outcome.Refused<T> refused
        ? Optional.of(refused.reason())
        : Optional.empty();
  }

  private QuotaUsage used() {
    return store.accounting().used(account);
  }

  /** What a server sees that has just started. */
  private QuotaUsage recounted() {
    long octets = 0;
    long messages = 0;
    long boxes = 0;
    try (Store fresh = new Store(database, directory, false)) {
      for (MailboxList.Mailbox box : fresh.mailboxes().list(account).all()) {
        MailboxView view = fresh.mailboxes().view(box.id()).orElseThrow();
        octets += view.octets();
        messages += view.size();
        boxes++;
      }
    }
    return new QuotaUsage(octets, messages, boxes);
  }

  @Test
  void whateverIsDoneTheCountIsRight() throws Exception {
    mailboxes.append(account, inbox, List.of(message("there before anybody counts")));
    limit(MUCH, MUCH, MUCH);
    ExecutorService workers = Executors.newFixedThreadPool(4);
    List<Future<?>> running = new ArrayList<>();
    for (int worker = 0; worker < 4; worker++) {
      Random random = new Random(worker);
      long own = box("Own" + worker);
      running.add(
          workers.submit(
              () -> {
                for (int i = 0; i < 60; i++) {
                  act(random, own);
                }
              }));
    }
    for (Future<?> each : running) {
      each.get();
    }
    workers.shutdown();
    assertThat(used()).isEqualTo(recounted());
  }

  private long box(String name) {
    return mailboxes
        .create(account, new MailboxName(name), Optional.empty())
        .result()
        .orElseThrow()
        .id();
  }

  private void act(Random random, long own) {
    String text = "x".repeat(random.nextInt(500));
    switch (random.nextInt(9)) {
      case 0 -> mailboxes.append(account, inbox, List.of(message(text), message(text + "y")));
      case 1 -> mailboxes.append(account, own, List.of(message(text, "\\Deleted")));
      case 2 -> mailboxes.copy(account, inbox, all(inbox), own);
      case 3 -> mailboxes.move(account, own, UidSet.range(1, 50), sent);
      case 4 -> mailboxes.expunge(account, random.nextBoolean() ? own : sent, ALL);
      case 5 -> deliver(text);
      case 6 -> {
        FlagChange deleted =
            new FlagChange(FlagChange.Operation.ADD, Flags.of(List.of("\\Deleted")));
        mailboxes.store(account, inbox, UidSet.range(1, 20), deleted, OptionalLong.empty());
        mailboxes.expunge(account, inbox, UidSet.range(1, 20));
      }
      case 7 -> {
        MailboxName gone = new MailboxName("Gone" + random.nextInt());
        mailboxes.append(account, box(gone.text()), List.of(message(text)));
        mailboxes.delete(account, gone);
      }
      default -> {
        MailboxView view = mailboxes.view(own).orElseThrow();
        if (view.size() > 0) {
          mailboxes.replace(account, own, view.uid(0), sent, message(text));
        }
      }
    }
  }

  private void deliver(String text) {
    mailboxes.deliver(
        List.of(
            new ToAccount("quota-" + ACCOUNTS.incrementAndGet(), account, store.message(text))));
  }

  @Test
  void manyAtOnceFillTheAccountExactly() throws Exception {
    limit(MUCH, 25, MUCH);
    ExecutorService workers = Executors.newFixedThreadPool(8);
    List<Future<Optional<Refusal>>> running = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long target = i % 2 == 0 ? inbox : sent;
      running.add(
          workers.submit(
              () -> refusal(mailboxes.append(account, target, List.of(message("one"))))));
    }
    int refused = 0;
    for (Future<Optional<Refusal>> each : running) {
      Optional<Refusal> reason = each.get();
      refused += reason.isPresent() ? 1 : 0;
      reason.ifPresent(it -> assertThat(it).isEqualTo(Refusal.OVERQUOTA));
    }
    workers.shutdown();
    assertThat(refused).isEqualTo(15);
    assertThat(used().messages()).isEqualTo(25);
    assertThat(recounted().messages()).isEqualTo(25);
  }

  @Test
  void octetsAreLimited() {
    NewMessage message = message("size");
    long size = message.content().size();
    limit(2 * size, MUCH, MUCH);
    assertThat(refusal(mailboxes.append(account, inbox, List.of(message, message, message))))
        .contains(Refusal.OVERQUOTA);
    assertThat(mailboxes.view(inbox).orElseThrow().size()).isZero(); // all or none
    assertThat(refusal(mailboxes.append(account, inbox, List.of(message)))).isEmpty();
    assertThat(store.accounting().hasRoom(account, 1, size)).isTrue();
    assertThat(store.accounting().hasRoom(account, 1, size + 1)).isFalse();
    assertThat(refusal(mailboxes.copy(account, inbox, all(inbox), sent))).isEmpty();
    assertThat(refusal(mailboxes.copy(account, inbox, all(inbox), sent)))
        .contains(Refusal.OVERQUOTA);
    assertThat(refusal(mailboxes.move(account, inbox, ALL, sent))).isEmpty();
    assertThat(used()).isEqualTo(new QuotaUsage(2 * size, 2, 6));
  }

  @Test
  void whatGoesMakesRoomForWhatReplacesIt() {
    NewMessage small = message("s");
    mailboxes.append(account, inbox, List.of(small));
    limit(small.content().size(), 1, MUCH);
    assertThat(refusal(mailboxes.replace(account, inbox, 1, sent, message("larger"))))
        .contains(Refusal.OVERQUOTA);
    assertThat(refusal(mailboxes.replace(account, inbox, 1, sent, message("t")))).isEmpty();
    assertThat(used()).isEqualTo(recounted());
    limit(1, 1, MUCH); // above the limit now, but this makes it no worse
    assertThat(refusal(mailboxes.replace(account, sent, 1, inbox, message("u")))).isEmpty();
  }

  @Test
  void whoIsFullCanStillDeleteByCopyAndSaveDrafts() {
    List<NewMessage> twenty = Collections.nCopies(20, message("size"));
    long size = twenty.get(0).content().size();
    mailboxes.append(account, inbox, twenty);
    limit(20 * size, 20, MUCH);
    assertThat(refusal(mailboxes.copy(account, inbox, UidSet.of(1), sent)))
        .contains(Refusal.OVERQUOTA);
    assertThat(refusal(mailboxes.copy(account, inbox, UidSet.of(1), id("Trash")))).isEmpty();
    assertThat(store.accounting().hasRoomIn(id("Drafts"), 1, size)).isTrue();
    assertThat(store.accounting().hasRoomIn(id("Drafts"), 1, size + 1)).isFalse();
    assertThat(store.accounting().hasRoomIn(sent, 1, 1)).isFalse();
    assertThat(refusal(mailboxes.append(account, id("Drafts"), twenty.subList(0, 1)))).isEmpty();
    assertThat(refusal(mailboxes.copy(account, inbox, UidSet.of(2), id("Trash"))))
        .as("a tenth of 20 messages is two")
        .contains(Refusal.OVERQUOTA);
    assertThat(used()).isEqualTo(new QuotaUsage(22 * size, 22, 6));
  }

  @Test
  void whatWasTakenIsDeliveredToAFullAccount() {
    limit(1, 1, MUCH);
    deliver("one");
    deliver("two");
    assertThat(used().messages()).isEqualTo(2);
    assertThat(store.accounting().hasRoom(account, 1, 1)).isFalse();
    limits.remove(account);
    assertThat(store.accounting().hasRoom(account, 1, MUCH)).isTrue();
  }

  @Test
  void manyAtOnceCreateNoMoreThanMayBe() throws Exception {
    limit(MUCH, MUCH, 8); // six are there
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Outcome<MailboxList.Mailbox>>> outcomes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      MailboxName name = new MailboxName("many" + i);
      outcomes.add(threads.submit(() -> mailboxes.create(account, name, Optional.empty())));
    }
    int created = 0;
    for (Future<Outcome<MailboxList.Mailbox>> outcome : outcomes) {
      created += outcome.get().result().isPresent() ? 1 : 0;
    }
    threads.shutdown();
    assertThat(created).isEqualTo(2);
    assertThat(mailboxes.list(account).all()).hasSize(8);
  }

  @Test
  void mailboxesAreLimited() {
    limit(MUCH, MUCH, 8); // six are there
    assertThat(refusal(create("A/B/C"))).contains(Refusal.OVERQUOTA);
    assertThat(refusal(create("A/B"))).isEmpty();
    assertThat(refusal(create("A/C"))).contains(Refusal.OVERQUOTA);
    assertThat(refusal(rename("A/B", "D/E"))).contains(Refusal.OVERQUOTA);
    assertThat(refusal(rename("A/B", "A/F"))).isEmpty();
    assertThat(refusal(rename("INBOX", "Old"))).contains(Refusal.OVERQUOTA);
    mailboxes.delete(account, new MailboxName("A/F"));
    assertThat(used().mailboxes()).isEqualTo(7);
    assertThat(refusal(rename("INBOX", "Old"))).isEmpty();
  }

  private Outcome<MailboxList.Mailbox> create(String name) {
    return mailboxes.create(account, new MailboxName(name), Optional.empty());
  }

  private Outcome<MailboxName> rename(String from, String to) {
    return mailboxes.rename(account, new MailboxName(from), new MailboxName(to));
  }

  @Test
  void whatGoesToSomebodyElseCountsThere() {
    final long ann = account;
    mailboxes.append(account, inbox, List.of(message("to bob")));
    account = ACCOUNTS.incrementAndGet();
    store.createAccount(account);
    long bobs = id("INBOX");
    store.grant(bobs, ann, "ri");
    limit(1, MUCH, MUCH);
    assertThat(refusal(mailboxes.copy(ann, inbox, all(inbox), bobs))).contains(Refusal.OVERQUOTA);
    assertThat(refusal(mailboxes.move(ann, inbox, ALL, bobs))).contains(Refusal.OVERQUOTA);
    assertThat(refusal(mailboxes.replace(ann, inbox, 1, bobs, message("b"))))
        .contains(Refusal.OVERQUOTA);
    limit(MUCH, MUCH, MUCH);
    assertThat(refusal(mailboxes.move(ann, inbox, ALL, bobs))).isEmpty();
    assertThat(used().messages()).isEqualTo(1);
    assertThat(store.accounting().used(ann).messages()).isZero();
  }

  @Test
  void otherServersAreSeenAfterAWhile() {
    limit(MUCH, 3, MUCH);
    try (Store one = new Store(database, directory, true, LimitsWiring.of(limits));
        Store other = new Store(database, directory, true, LimitsWiring.of(limits))) {
      assertThat(one.accounting().hasRoom(account, 3, 1)).isTrue();
      long box = other.mailboxes().list(account).find(MailboxName.INBOX).orElseThrow().id();
      NewMessage message = new NewMessage(other.message("from there"), Flags.NONE, 1);
      other.mailboxes().append(account, box, List.of(message, message));
      one.later(Duration.ofSeconds(11));
      assertThat(one.accounting().hasRoom(account, 2, 1)).isFalse();
      assertThat(one.accounting().hasRoom(account, 1, 1)).isTrue();
      Outcome<MailboxList.Mailbox> made =
          other.mailboxes().create(account, new MailboxName("New"), Optional.empty());
      other.mailboxes().append(account, made.result().orElseThrow().id(), List.of(message));
      one.later(Duration.ofSeconds(11));
      assertThat(one.accounting().hasRoom(account, 1, 1)).isFalse();
      other.mailboxes().delete(account, new MailboxName("New"));
      one.later(Duration.ofSeconds(11));
      assertThat(one.accounting().hasRoom(account, 1, 1)).isTrue();
    }
  }

  private UidSet all(long mailbox) {
    return mailboxes.view(mailbox).orElseThrow().uids();
  }
}
