package org.posthorn.annotations.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.domains.boundary.Result;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.AnnotationResult;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

@OnBothDatabases
class AnnotationsTest {
  private static final AtomicLong ACCOUNTS = new AtomicLong(5000);
  private static final AnnotationWatcher NOBODY = (mailbox, own, entries) -> {};

  @TempDir Path directory;
  private final TestDatabase database;
  private Store store;
  private Annotations annotations;
  private long account;
  private long inbox;

  AnnotationsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    store = new Store(database, directory, false);
    annotations = store.annotations();
    account = newAccount();
    inbox = id(account, "INBOX");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private long newAccount() {
    long id = ACCOUNTS.incrementAndGet();
    store.createAccount(id);
    return id;
  }

  private long id(long owner, String mailbox) {
    return store.mailboxes().list(owner).find(new MailboxName(mailbox)).orElseThrow().id();
  }

  private static Map<String, Optional<byte[]>> values(String... entriesAndValues) {
    Map<String, Optional<byte[]>> values = new HashMap<>();
    for (int i = 0; i < entriesAndValues.length; i += 2) {
      String value = entriesAndValues[i + 1];
      values.put(
          entriesAndValues[i],
          value.equals("NIL") ? Optional.empty() : Optional.of(value.getBytes(UTF_8)));
    }
    return values;
  }

  private AnnotationResult set(long mailbox, String... entriesAndValues) {
    return annotations.set(account, mailbox, values(entriesAndValues), NOBODY);
  }

  private static String text(SortedMap<String, byte[]> found) {
    List<String> lines = new ArrayList<>();
    found.forEach((entry, value) -> lines.add(entry + "=" + new String(value, UTF_8)));
    return String.join(" ", lines);
  }

  private SortedMap<String, byte[]> of(long who, long mailbox, String... entries) {
    return annotations
        .of(who, mailbox, List.of(entries))
        .result()
        .orElseGet(Collections::emptySortedMap);
  }

  private String seenBy(long who, long mailbox, String... entries) {
    return text(of(who, mailbox, entries));
  }

  private String seen(long mailbox, String... entries) {
    return seenBy(account, mailbox, entries);
  }

  @Test
  void valuesAreKeptReplacedAndRemoved() {
    assertThat(set(inbox, "/private/a", "1", "/shared/b", "2", "/private/c/d", ""))
        .isEqualTo(new AnnotationResult.Done());
    assertThat(seen(inbox)).isEqualTo("/private/a=1 /private/c/d= /shared/b=2");
    set(inbox, "/private/a", "3", "/shared/b", "NIL", "/private/none", "NIL");
    store.close();
    store = new Store(database, directory, false);
    annotations = store.annotations();
    assertThat(seen(inbox)).isEqualTo("/private/a=3 /private/c/d=");
    assertThat(seen(inbox, "/private/a", "/private/x")).isEqualTo("/private/a=3");
    assertThat(seen(id(account, "Sent"))).isEmpty();
    byte[] octets = new byte[100_000];
    octets[7] = -1;
    annotations.set(account, inbox, Map.of("/private/o", Optional.of(octets)), NOBODY);
    assertThat(of(account, inbox, "/private/o").get("/private/o")).isEqualTo(octets);
  }

  @Test
  void eachChangeRaisesTheModSequenceOfTheMailbox() { // RFC 7162 §3.2
    long before = modSeq();
    set(inbox, "/private/a", "1", "/shared/b", "2");
    assertThat(modSeq()).isEqualTo(before + 1);
    set(inbox, "/private/a", "1", "/shared/c", "NIL");
    set(MailboxList.SERVER, "/private/a", "1");
    assertThat(modSeq()).isEqualTo(before + 1);
    set(inbox, "/private/a", "NIL");
    assertThat(modSeq()).isEqualTo(before + 2);
    store.close();
    store = new Store(database, directory, false);
    assertThat(modSeq()).isEqualTo(before + 2);
  }

  private long modSeq() {
    return store.mailboxes().view(inbox).orElseThrow().highestModSeq();
  }

  @Test
  void privateOnesAreSeenByTheirAccountOnly() {
    long other = newAccount();
    set(MailboxList.SERVER, "/private/a", "mine");
    set(inbox, "/private/a", "mine", "/shared/a", "ours");
    assertThat(seenBy(other, MailboxList.SERVER, "/private/a")).isEmpty();
    assertThat(seen(MailboxList.SERVER, "/private/a")).isEqualTo("/private/a=mine");
    store.grant(inbox, other, "lrw");
    annotations.set(other, inbox, values("/private/a", "theirs", "/shared/b", "theirs"), NOBODY);
    assertThat(seenBy(other, inbox)).isEqualTo("/private/a=theirs /shared/a=ours /shared/b=theirs");
    assertThat(seen(inbox)).isEqualTo("/private/a=mine /shared/a=ours /shared/b=theirs");
  }

  @Test
  void allMailboxesAreReadTogether() {
    set(inbox, "/private/a", "1", "/private/b", "2");
    set(id(account, "Sent"), "/private/a", "3");
    set(MailboxList.SERVER, "/private/a", "4");
    Map<Long, SortedMap<String, byte[]>> found =
        annotations.ofMailboxes(account, List.of("/private/a", "/private/c"));
    assertThat(found).containsOnlyKeys(inbox, id(account, "Sent"));
    assertThat(found.values().stream().map(AnnotationsTest::text))
        .containsExactlyInAnyOrder("/private/a=1", "/private/a=3");
  }

  @Test
  void stayWithTheMailboxAndGoWithIt() {
    MailboxName work = new MailboxName("work");
    MailboxName done = new MailboxName("done");
    long id = store.mailboxes().create(account, work, Optional.empty()).result().orElseThrow().id();
    set(id, "/private/a", "1", "/shared/a", "2");
    store.mailboxes().rename(account, work, done);
    assertThat(seen(id(account, "done"))).isEqualTo("/private/a=1 /shared/a=2");
    store.mailboxes().delete(account, done);
    assertThat(seen(id)).isEmpty();
    assertThat(rows("mailboxId", id)).isZero();
    assertThat(set(id, "/private/a", "1")).isEqualTo(new AnnotationResult.NoMailbox());
    assertThat(rows("mailboxId", id)).isZero();
  }

  @Test
  void goWithTheAccount() {
    long other = newAccount();
    set(inbox, "/private/a", "1", "/shared/a", "2");
    set(MailboxList.SERVER, "/private/a", "3");
    annotations.set(other, inbox, values("/private/a", "4"), NOBODY);
    annotations.set(other, MailboxList.SERVER, values("/private/a", "5"), NOBODY);
    store.deleteAccount(account);
    assertThat(rows("accountId", account)).isZero();
    assertThat(rows("mailboxId", inbox)).isZero();
    assertThat(seenBy(other, MailboxList.SERVER, "/private/a")).isEqualTo("/private/a=5");
  }

  @Test
  void renamedInboxKeepsThemAndGivesThemOn() { // RFC 5464 §4.1
    long other = newAccount();
    set(inbox, "/private/a", "1", "/shared/b", "2");
    store.grant(inbox, other, "lr");
    annotations.set(other, inbox, values("/private/a", "theirs"), NOBODY);
    store.mailboxes().rename(account, MailboxName.INBOX, new MailboxName("old"));
    store.grant(id(account, "old"), other, "lr");
    assertThat(seen(inbox)).isEqualTo("/private/a=1 /shared/b=2");
    assertThat(seen(id(account, "old"))).isEqualTo("/private/a=1 /shared/b=2");
    assertThat(seenBy(other, id(account, "old"))).isEqualTo("/private/a=theirs /shared/b=2");
    set(inbox, "/private/large", "x".repeat(600_000));
    store.mailboxes().rename(account, MailboxName.INBOX, new MailboxName("older"));
    assertThat(seen(id(account, "older"))).as("more than may be noted").isEmpty();
  }

  private long rows(String column, long value) {
    return database.inTransaction(
        e ->
            e.createQuery(
                    "select count(a) from Annotation a where a." + column + " = :v", Long.class)
                .setParameter("v", value)
                .getSingleResult());
  }

  @Test
  void aThousandEntriesAndNoMore() {
    Map<String, Optional<byte[]>> many = new HashMap<>();
    for (int i = 0; i < 998; i++) {
      many.put("/private/e" + i, Optional.of(new byte[] {1}));
    }
    assertThat(annotations.set(account, inbox, many, NOBODY))
        .isEqualTo(new AnnotationResult.Done());
    assertThat(set(MailboxList.SERVER, "/private/x", "1", "/private/y", "1"))
        .isEqualTo(new AnnotationResult.Done());
    assertThat(set(inbox, "/shared/one", "1")).isEqualTo(new AnnotationResult.TooMany());
    assertThat(set(inbox, "/private/e0", "NIL", "/private/f", "1", "/private/g", "1"))
        .isEqualTo(new AnnotationResult.TooMany());
    assertThat(seen(inbox, "/private/e0", "/private/f")).isEqualTo("/private/e0=\u0001");
    assertThat(set(inbox, "/private/e0", "NIL", "/private/f", "1"))
        .isEqualTo(new AnnotationResult.Done());
    assertThat(set(inbox, "/private/f", "changed")).isEqualTo(new AnnotationResult.Done());
  }

  @Test
  void aMillionOctetsAndNoMore() {
    String half = "x".repeat(499_990);
    assertThat(set(inbox, "/private/a", half)).isEqualTo(new AnnotationResult.Done());
    assertThat(set(MailboxList.SERVER, "/private/b", half)).isEqualTo(new AnnotationResult.Done());
    assertThat(set(inbox, "/private/c", "")).isEqualTo(new AnnotationResult.TooLarge(0));
    assertThat(set(inbox, "/private/a", half + "x"))
        .isEqualTo(new AnnotationResult.TooLarge(499_990));
    assertThat(set(inbox, "/private/a", half.substring(15), "/private/c", "12345"))
        .isEqualTo(new AnnotationResult.Done());
    assertThat(set(inbox, "/private/d", "much more")).isEqualTo(new AnnotationResult.TooLarge(0));
    assertThat(set(inbox, "/private/a", "NIL")).isEqualTo(new AnnotationResult.Done());
  }

  @Test
  void watchersHearOfWhatTheySee() {
    long other = newAccount();
    List<String> heard = new CopyOnWriteArrayList<>();
    AnnotationWatcher mine =
        (mailbox, own, entries) -> heard.add("mine " + mailbox + own + entries);
    AnnotationWatcher theirs =
        (mailbox, own, entries) -> heard.add("theirs " + mailbox + own + entries);
    AnnotationWatcher setter = (mailbox, own, entries) -> heard.add("setter");
    annotations.watch(account, mine);
    annotations.watch(other, theirs);
    annotations.watch(account, setter);
    annotations.set(account, inbox, values("/private/a", "1"), setter);
    annotations.set(account, inbox, values("/private/a", "1", "/private/b", "NIL"), setter);
    assertThat(heard).containsExactly("mine " + inbox + "true[/private/a]");
    heard.clear();
    annotations.setForAll("/shared/Comment", Optional.of("Hello"));
    assertThat(heard)
        .containsExactlyInAnyOrder(
            "mine 0false[/shared/comment]", "theirs 0false[/shared/comment]", "setter");
    heard.clear();
    annotations.unwatch(setter);
    store.grant(inbox, other, "lw");
    annotations.set(other, inbox, values("/shared/c", "1"), NOBODY);
    assertThat(heard)
        .containsExactlyInAnyOrder(
            "mine " + inbox + "true[/shared/c]", "theirs " + inbox + "false[/shared/c]");
    annotations.unwatch(mine);
    annotations.unwatch(theirs);
    annotations.setForAll("/shared/comment", Optional.empty());
  }

  @Test
  void sharedOnesOfTheServerAreTheAdministrators() {
    assertThat(set(MailboxList.SERVER, "/shared/comment", "x"))
        .isEqualTo(new AnnotationResult.NotPermitted());
    store.configure("From the configuration");
    assertThat(seen(MailboxList.SERVER, "/shared/comment"))
        .isEqualTo("/shared/comment=From the configuration");
    assertThat(annotations.setForAll("/shared/comment", Optional.of("From the API")))
        .isEqualTo(Result.done("/shared/comment"));
    assertThat(seen(MailboxList.SERVER)).isEqualTo("/shared/comment=From the API");
    assertThat(annotations.forAll()).containsEntry("/shared/comment", "From the API");
    annotations.setForAll("/shared/comment", Optional.empty());
    assertThat(seen(MailboxList.SERVER)).isEqualTo("/shared/comment=From the configuration");
  }

  @Test
  void whatAdministratorsMayNotSay() {
    assertThat(refusal("/private/a", "x")).isEqualTo("is not the name of a shared entry");
    assertThat(refusal("/shared//a", "x")).isEqualTo("is not the name of a shared entry");
    assertThat(refusal("/shared/a*", "x")).isEqualTo("is not the name of a shared entry");
    assertThat(refusal("/shared", "x")).isEqualTo("is not the name of a shared entry");
    assertThat(refusal("/shared/admin", "call me")).isEqualTo("is not a URI");
    assertThat(refusal("/shared/filters/values/f", "WHAT")).startsWith("is no search program: ");
    assertThat(refusal("/shared/a", "x".repeat(10_001))).isEqualTo("is longer than 10000 octets");
    assertThat(annotations.setForAll("/shared/none", Optional.empty()).refusal()).isPresent();
    assertThat(annotations.setForAll("/shared/admin", Optional.of("mailto:a@b.test")).refusal())
        .isEmpty();
    annotations.setForAll("/shared/admin", Optional.empty());
  }

  private String refusal(String entry, String text) {
    return annotations.setForAll(entry, Optional.of(text)).refusal().orElseThrow().reason();
  }

  @Test
  void manyAtOnceStayWithinTheLimit() throws Exception {
    Map<String, Optional<byte[]>> many = new HashMap<>();
    for (int i = 0; i < 990; i++) {
      many.put("/private/e" + i, Optional.of(new byte[0]));
    }
    annotations.set(account, inbox, many, NOBODY);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<AnnotationResult>> outcomes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String entry = "/private/f" + i % 15;
      outcomes.add(threads.submit(() -> set(inbox, entry, "x")));
    }
    for (Future<AnnotationResult> outcome : outcomes) {
      assertThat(outcome.get()).isIn(new AnnotationResult.Done(), new AnnotationResult.TooMany());
    }
    threads.shutdown();
    assertThat(of(account, inbox)).hasSize(1000);
  }

  @Test
  void guestsStayWithinTheLimitOfTheOwnerTogether() throws Exception {
    Map<String, Optional<byte[]>> many = new HashMap<>();
    for (int i = 0; i < 990; i++) {
      many.put("/private/e" + i, Optional.of(new byte[0]));
    }
    annotations.set(account, inbox, many, NOBODY);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<AnnotationResult>> outcomes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String entry = "/shared/f" + i;
      long guest = ACCOUNTS.incrementAndGet();
      store.grant(inbox, guest, "lw");
      outcomes.add(threads.submit(() -> annotations.set(guest, inbox, values(entry, "x"), NOBODY)));
    }
    for (Future<AnnotationResult> outcome : outcomes) {
      assertThat(outcome.get()).isIn(new AnnotationResult.Done(), new AnnotationResult.TooMany());
    }
    threads.shutdown();
    assertThat(of(account, inbox)).hasSize(1000);
  }
}
