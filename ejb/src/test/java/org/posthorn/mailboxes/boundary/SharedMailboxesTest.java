package org.posthorn.mailboxes.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.accounts.boundary.TestAccounts;
import org.posthorn.annotations.boundary.Annotations;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.control.ChangeFeed.Hint;
import org.posthorn.mailboxes.control.ChangeFeed.Kind;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.Acl.Operation;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

@OnBothDatabases
class SharedMailboxesTest {
  private static final AtomicInteger ROUNDS = new AtomicInteger();

  @TempDir Path directory;
  private final TestDatabase database;
  private final TestAccounts accounts;
  private Store store;
  private Mailboxes mailboxes;
  private String domain;
  private long ann;
  private long bob;

  SharedMailboxesTest(TestDatabase database) {
    this.database = database;
    this.accounts = new TestAccounts(database);
  }

  @BeforeEach
  void open() {
    domain = "d" + ROUNDS.incrementAndGet() + ".example";
    accounts.domain(domain);
    store = new Store(database, directory, false, accounts.directory());
    mailboxes = store.mailboxes();
    ann = account("ann");
    bob = account("bob");
  }

  @AfterEach
  void close() {
    database.transact(e -> e.createQuery("delete from Grant g").executeUpdate()); // to anyone
    store.close();
  }

  private long account(String name) {
    long id = accounts.account(name + "@" + domain, "a long password", false).id();
    store.createAccount(id);
    return id;
  }

  private static MailboxName name(String text) {
    return MailboxName.parse(text).orElseThrow();
  }

  private MailboxName annsName(String text) {
    return name("Other Users/ann@" + domain + "/" + text);
  }

  private long own(long account, String text) {
    return mailboxes.list(account).find(name(text)).orElseThrow().id();
  }

  private Outcome<Boolean> grant(String mailbox, String identifier, String rights) {
    Rights parsed = Rights.parse(rights).orElseThrow();
    return mailboxes.changeAcl(
        ann, own(ann, mailbox), new Acl.Change(identifier, Operation.REPLACE, parsed));
  }

  private void share(String mailbox, String who, String rights) {
    String identifier = who.endsWith("anyone") ? who : who + "@" + domain;
    assertThat(grant(mailbox, identifier, rights).result()).isPresent();
  }

  private String rights(long account, String anns) {
    return mailboxes
        .seenBy(account)
        .find(annsName(anns))
        .map(mailbox -> mailbox.rights().letters())
        .orElse("absent");
  }

  private static <T> Refusal refusal(Outcome<T> outcome) {
    return ((Outcome.Refused<T>) outcome).reason();
  }

  private MailboxList.Mailbox created(long account, MailboxName name) {
    return mailboxes.create(account, name, Optional.empty()).result().orElseThrow();
  }

  @Test
  void whatIsSharedIsSeenUnderTheOwnersName() {
    assertThat(mailboxes.seenBy(bob)).isSameAs(mailboxes.list(bob));
    share("INBOX", "bob", "lrs");
    share("Sent", "bob", "r");
    MailboxList seen = mailboxes.seenBy(bob);
    assertThat(seen.all().stream().map(m -> m.name().text()))
        .contains("INBOX", "Other Users/ann@" + domain + "/INBOX")
        .doesNotContain("Other Users/ann@" + domain + "/Sent");
    MailboxList.Mailbox inbox = seen.find(annsName("INBOX")).orElseThrow();
    assertThat(inbox.id()).isEqualTo(own(ann, "INBOX"));
    assertThat(inbox.foreign()).isTrue();
    assertThat(seen.find(annsName("Sent")).orElseThrow().use()).isEmpty();
    assertThat(seen.find(name("Sent")).orElseThrow().rights()).isEqualTo(Rights.ALL);
    assertThat(mailboxes.seenBy(bob)).as("remembered").isSameAs(seen);
    assertThat(mailboxes.seenBy(ann)).isSameAs(mailboxes.list(ann));
    assertThat(mailboxes.list(bob).foreign()).isEmpty();
  }

  @Test
  void rightsAreWhatIsGivenLessWhatIsTaken() { // RFC 4314 §2
    long carol = account("carol");
    share("Archive", "anyone", "lrs");
    share("Archive", "bob", "i");
    share("Archive", "-bob", "s");
    assertThat(rights(bob, "Archive")).isEqualTo("lri");
    assertThat(rights(carol, "Archive")).isEqualTo("lrs");
    share("Archive", "-anyone", "l");
    assertThat(rights(bob, "Archive")).isEqualTo("ri");
    assertThat(rights(carol, "Archive")).isEqualTo("rs");
    share("Archive", "anyone", "");
    assertThat(rights(bob, "Archive")).isEqualTo("i");
    assertThat(rights(carol, "Archive")).isEqualTo("absent");
    assertThat(mailboxes.seenBy(ann).find(name("Archive")).orElseThrow().rights())
        .isEqualTo(Rights.ALL);
  }

  @Test
  void whatIsSharedWithAnyoneStaysWhenThatIsSwitchedOffAndNothingIsAdded() {
    share("Archive", "anyone", "lrk");
    store.shareWithAnyone(false);
    assertThat(rights(bob, "Archive")).isEqualTo("lrk");
    assertThat(refusal(grant("INBOX", "anyone", "l"))).isEqualTo(Refusal.NOPERM);
    assertThat(refusal(mailboxes.rightsFor(ann, own(ann, "INBOX"), "anyone")))
        .isEqualTo(Refusal.NOPERM);
    share("Archive", "-anyone", "w");
    share("Archive", "bob", "s");
    created(ann, name("Archive/2026"));
    assertThat(rights(bob, "Archive/2026")).as("not that of anyone").isEqualTo("s");
    share("Archive", "anyone", "");
    assertThat(rights(bob, "Archive")).isEqualTo("s");
  }

  @Test
  void othersMailboxesCanBeListedOnlyWhereTheyAreSubscribed() {
    share("Archive", "bob", "lr");
    assertThat(mailboxes.seenBy(bob).isListed(annsName("Archive"))).isTrue();
    store.listOnlySubscribed();
    share("INBOX", "bob", "lr");
    assertThat(mailboxes.seenBy(bob).isListed(annsName("Archive"))).isFalse();
    assertThat(mailboxes.seenBy(bob).isListed(name("Archive"))).isTrue();
    assertThat(rights(bob, "Archive")).isEqualTo("lr");
    mailboxes.subscribe(bob, annsName("Archive"), true);
    assertThat(mailboxes.seenBy(bob).isListed(annsName("Archive"))).isTrue();
    assertThat(mailboxes.seenBy(bob).isListed(annsName("INBOX"))).isFalse();
  }

  @Test
  void theListNamesTheOwnerFirstAndEachByTheMainAddress() {
    share("INBOX", "BOB", "lr");
    share("INBOX", "-bob", "w");
    share("INBOX", "anyone", "l");
    Acl acl = mailboxes.acl(ann, own(ann, "INBOX")).result().orElseThrow();
    assertThat(acl.entries())
        .containsExactlyInAnyOrder(
            new Acl.Entry("ann@" + domain, Rights.ALL),
            new Acl.Entry("anyone", Rights.parse("l").orElseThrow()),
            new Acl.Entry("bob@" + domain, Rights.parse("lr").orElseThrow()),
            new Acl.Entry("-bob@" + domain, Rights.parse("w").orElseThrow()));
    assertThat(acl.entries().get(0).rights()).isEqualTo(Rights.ALL);
  }

  @Test
  void rightsAreAddedAndRemoved() { // RFC 4314 §3.1
    long inbox = own(ann, "INBOX");
    String who = "bob@" + domain;
    share("INBOX", "bob", "lr");
    Rights ws = Rights.parse("ws").orElseThrow();
    mailboxes.changeAcl(ann, inbox, new Acl.Change(who, Operation.ADD, ws));
    assertThat(rights(bob, "INBOX")).isEqualTo("lrsw");
    Rights rw = Rights.parse("rw").orElseThrow();
    mailboxes.changeAcl(ann, inbox, new Acl.Change(who, Operation.REMOVE, rw));
    assertThat(rights(bob, "INBOX")).isEqualTo("ls");
    assertThat(mailboxes.changeAcl(ann, inbox, new Acl.Change(who, Operation.REMOVE, rw)).result())
        .contains(false);
    assertThat(grant("INBOX", who, "").result()).contains(true);
    assertThat(rights(bob, "INBOX")).isEqualTo("absent");
    assertThat(mailboxes.acl(ann, inbox).result().orElseThrow().entries()).hasSize(1);
  }

  @Test
  void theOwnerLosesNothingAndNobodyUnknownGetsAnything() {
    assertThat(refusal(grant("INBOX", "ann@" + domain, "lr"))).isEqualTo(Refusal.CANNOT);
    assertThat(refusal(grant("INBOX", "-ann@" + domain, "l"))).isEqualTo(Refusal.CANNOT);
    assertThat(grant("INBOX", "ann@" + domain, "lrswipkxtea").result()).contains(false);
    assertThat(refusal(grant("INBOX", "nobody@" + domain, "lr"))).isEqualTo(Refusal.NOBODY);
    assertThat(refusal(grant("INBOX", "$team", "lr"))).isEqualTo(Refusal.NOBODY);
    Acl.Change change = new Acl.Change("bob@" + domain, Operation.REPLACE, Rights.ALL);
    assertThat(refusal(mailboxes.changeAcl(ann, -1, change))).isEqualTo(Refusal.NONEXISTENT);
    long inbox = own(ann, "INBOX");
    assertThat(mailboxes.rightsFor(ann, inbox, "ann@" + domain).result()).contains(Rights.ALL);
    assertThat(mailboxes.rightsFor(ann, inbox, "bob@" + domain).result()).contains(Rights.NONE);
    assertThat(refusal(mailboxes.rightsFor(ann, inbox, "who"))).isEqualTo(Refusal.NOBODY);
  }

  @Test
  void newMailboxesTakeOverTheRightsOfTheOneAbove() { // RFC 4314 §4
    created(ann, name("Team"));
    share("Team", "bob", "lrk");
    created(ann, name("Team/a/b"));
    assertThat(rights(bob, "Team/a")).isEqualTo("lrk");
    assertThat(rights(bob, "Team/a/b")).isEqualTo("lrk");
    MailboxList.Mailbox bobs = created(bob, annsName("Team/a/c"));
    assertThat(bobs.name()).isEqualTo(annsName("Team/a/c"));
    assertThat(own(ann, "Team/a/c")).isEqualTo(bobs.id());
    assertThat(rights(bob, "Team/a/c")).isEqualTo("lrk");
    assertThat(mailboxes.list(bob).all()).hasSize(6);
  }

  @Test
  void nobodyCreatesWhereHeMayNot() {
    created(ann, name("Team/hidden"));
    share("Team", "bob", "lrk");
    assertThat(refusal(mailboxes.create(bob, annsName("Team/hidden/x"), Optional.empty())))
        .as("the nearest one above counts, seen or not")
        .isEqualTo(Refusal.NOPERM);
    assertThat(refusal(mailboxes.create(bob, annsName("Top"), Optional.empty())))
        .isEqualTo(Refusal.NOPERM);
    assertThat(refusal(mailboxes.create(bob, name("Other Users/x"), Optional.empty())))
        .isEqualTo(Refusal.NOPERM);
    assertThat(refusal(mailboxes.create(bob, name("Other Users"), Optional.empty())))
        .isEqualTo(Refusal.NOPERM);
    assertThat(refusal(mailboxes.create(bob, annsName("Team/x"), Optional.of(SpecialUse.FLAGGED))))
        .isEqualTo(Refusal.USEATTR);
    share("Team", "bob", "lr");
    assertThat(refusal(mailboxes.create(bob, annsName("Team/x"), Optional.empty())))
        .isEqualTo(Refusal.NOPERM);
  }

  @Test
  void deletingWantsTheRightTo() {
    created(ann, name("Team/a"));
    share("Team", "bob", "lx");
    share("INBOX", "bob", "lx");
    share("Team/a", "bob", "i");
    assertThat(refusal(mailboxes.delete(bob, annsName("Team/a")))).isEqualTo(Refusal.NONEXISTENT);
    share("Team/a", "bob", "l");
    assertThat(refusal(mailboxes.delete(bob, annsName("Team/a")))).isEqualTo(Refusal.NOPERM);
    assertThat(refusal(mailboxes.delete(bob, annsName("INBOX")))).isEqualTo(Refusal.CANNOT);
    assertThat(refusal(mailboxes.delete(bob, annsName("Junk")))).isEqualTo(Refusal.NONEXISTENT);
    share("Team/a", "bob", "x");
    assertThat(mailboxes.delete(bob, annsName("Team/a")).result()).isPresent();
    assertThat(mailboxes.list(ann).find(name("Team/a"))).isEmpty();
    assertThat(rights(bob, "Team/a")).isEqualTo("absent");
    assertThat(database.<Object>inTransaction(this::countOfGrants)).isEqualTo(2L);
  }

  private long changeNumbers(long account) {
    return database.<Long>inTransaction(
        entities ->
            ((Number)
                    entities
                        .createNativeQuery(
                            "select count(*) from account_change where account_id = ?1")
                        .setParameter(1, account)
                        .getSingleResult())
                .longValue());
  }

  private Object countOfGrants(jakarta.persistence.EntityManager entities) {
    return entities
        .createQuery("select count(g) from Grant g where g.accountId = :bob")
        .setParameter("bob", bob)
        .getSingleResult();
  }

  @Test
  void renamingStaysWithinTheOwnersMailboxes() {
    long carol = account("carol");
    created(ann, name("Team/a/below"));
    created(ann, name("Else"));
    share("Team/a", "bob", "lrx");
    assertThat(refusal(mailboxes.rename(bob, annsName("Team/a"), annsName("Else/a"))))
        .isEqualTo(Refusal.NOPERM);
    share("Else", "bob", "k");
    share("Team/a", "carol", "lr");
    assertThat(refusal(mailboxes.rename(bob, annsName("Team/a"), name("Mine"))))
        .isEqualTo(Refusal.CANNOT);
    assertThat(refusal(mailboxes.rename(bob, name("Archive"), annsName("Else/a"))))
        .isEqualTo(Refusal.CANNOT);
    assertThat(refusal(mailboxes.rename(bob, name("INBOX"), annsName("Else/a"))))
        .isEqualTo(Refusal.CANNOT);
    assertThat(refusal(mailboxes.rename(carol, annsName("Team/a"), annsName("Team/b"))))
        .isEqualTo(Refusal.NOPERM);
    assertThat(mailboxes.rename(bob, annsName("Team/a"), annsName("Else/a")).result()).isPresent();
    assertThat(mailboxes.list(ann).find(name("Else/a/below"))).isPresent();
    assertThat(rights(bob, "Else/a")).isEqualTo("lrx");
    assertThat(rights(carol, "Else/a")).as("others hear of it").isEqualTo("lr");
    assertThat(rights(carol, "Team/a")).isEqualTo("absent");
  }

  @Test
  void renamingAtTheTopWantsTheRightsInTheMailboxItself() { // RFC 4314 §4
    created(ann, name("Team/a"));
    share("Team", "bob", "lrx");
    assertThat(refusal(mailboxes.rename(bob, annsName("Team"), annsName("Crew"))))
        .isEqualTo(Refusal.NOPERM);
    share("Team", "bob", "lrk");
    assertThat(refusal(mailboxes.rename(bob, annsName("Team"), annsName("Crew"))))
        .isEqualTo(Refusal.NOPERM);
    share("Team", "bob", "lrkx");
    assertThat(refusal(mailboxes.rename(bob, annsName("Team"), annsName("Sent"))))
        .isEqualTo(Refusal.ALREADYEXISTS);
    assertThat(refusal(mailboxes.rename(bob, annsName("Team"), annsName("None/a"))))
        .isEqualTo(Refusal.NOPERM);
    assertThat(refusal(mailboxes.rename(bob, annsName("Team"), name("Crew"))))
        .isEqualTo(Refusal.CANNOT);
    assertThat(mailboxes.rename(bob, annsName("Team"), annsName("Crew")).result()).isPresent();
    assertThat(mailboxes.list(ann).find(name("Crew/a"))).isPresent();
    assertThat(rights(bob, "Crew")).isEqualTo("lrkx");
  }

  @Test
  void annotationsForAllAreSeenWithTheMailbox() { // RFC 9590 §3
    long sent = own(ann, "Sent");
    long trash = own(ann, "Trash");
    share("Sent", "bob", "lr");
    Annotations annotations = store.annotations();
    byte[] x = {'x'};
    Map<String, Optional<byte[]>> both =
        Map.of("/shared/comment", Optional.of(x), "/private/comment", Optional.of(x));
    annotations.set(ann, sent, both, (mailbox, own, entries) -> {});
    annotations.set(ann, trash, both, (mailbox, own, entries) -> {});
    var found = annotations.ofMailboxes(bob, both.keySet());
    assertThat(found).containsOnlyKeys(sent);
    assertThat(found.get(sent)).containsOnlyKeys("/shared/comment");
    annotations.set(
        bob, sent, Map.of("/private/comment", Optional.of(x)), (mailbox, own, entries) -> {});
    assertThat(annotations.ofMailboxes(bob, both.keySet()).get(sent)).hasSize(2);
  }

  @Test
  void whatTheOwnerDoesIsSeenAtOnce() {
    created(ann, name("Team"));
    share("Team", "bob", "lr");
    assertThat(rights(bob, "Team")).isEqualTo("lr");
    mailboxes.rename(ann, name("Team"), name("Crew"));
    assertThat(rights(bob, "Team")).isEqualTo("absent");
    assertThat(rights(bob, "Crew")).isEqualTo("lr");
    mailboxes.delete(ann, name("Crew"));
    assertThat(rights(bob, "Crew")).isEqualTo("absent");
    assertThat(mailboxes.seenBy(bob)).isSameAs(mailboxes.list(bob));
  }

  @Test
  void anotherServerSeesItToo() {
    try (Store other = new Store(database, directory, true, accounts.directory())) {
      assertThat(other.mailboxes().seenBy(bob).foreign()).isEmpty();
      share("INBOX", "bob", "lr");
      assertThat(other.mailboxes().seenBy(bob).foreign()).hasSize(1);
      assertThat(other.mailboxes().rights(bob, own(ann, "INBOX")).letters()).isEqualTo("lr");
      other.rememberShares(Duration.ofHours(1));
      assertThat(other.mailboxes().seenBy(bob).foreign()).hasSize(1);
      share("INBOX", "bob", "l");
      assertThat(other.mailboxes().rights(bob, own(ann, "INBOX")).letters()).isEqualTo("lr");
      other.mailboxes().changedElsewhere(new Hint(Kind.ACCOUNT, bob));
      assertThat(other.mailboxes().rights(bob, own(ann, "INBOX")).letters()).isEqualTo("l");
      other.rememberShares(Duration.ZERO);
      share("INBOX", "bob", "");
      Acl.Change open = new Acl.Change("anyone", Operation.ADD, Rights.ALL);
      assertThat(refusal(other.mailboxes().changeAcl(ann, own(ann, "INBOX"), open)))
          .as("that server's configuration forbids it")
          .isEqualTo(Refusal.NOPERM);
      assertThat(other.mailboxes().seenBy(bob).foreign()).isEmpty();
    }
  }

  /** The other server remembers what was shared for up to a second. */
  @Test
  void rightsThatAnotherServerHasWithdrawnAreGoneForChangesOfTheList() {
    created(ann, name("Team/a"));
    created(ann, name("Team/b"));
    share("Team", "bob", "lrkx");
    share("Team/a", "bob", "lrx");
    share("Team/b", "bob", "lrx");
    try (Store other = new Store(database, directory, true, accounts.directory())) {
      other.rememberShares(Duration.ofHours(1));
      assertThat(other.mailboxes().seenBy(bob).foreign()).hasSize(3);
      share("Team", "bob", "lr");
      share("Team/a", "bob", "lr");
      share("Team/b", "bob", "i"); // not even seen any more
      Mailboxes there = other.mailboxes();
      assertThat(there.seenBy(bob).find(annsName("Team/a")).orElseThrow().rights().letters())
          .as("old")
          .isEqualTo("lrx");
      assertThat(refusal(there.create(bob, annsName("Team/c"), Optional.empty())))
          .isEqualTo(Refusal.NOPERM);
      assertThat(refusal(there.delete(bob, annsName("Team/a")))).isEqualTo(Refusal.NOPERM);
      assertThat(refusal(there.delete(bob, annsName("Team/b")))).isEqualTo(Refusal.NONEXISTENT);
      assertThat(refusal(there.rename(bob, annsName("Team/a"), annsName("Team/d"))))
          .isEqualTo(Refusal.NOPERM);
      assertThat(refusal(there.rename(bob, annsName("Team"), annsName("Crew"))))
          .isEqualTo(Refusal.NOPERM);
      assertThat(mailboxes.list(ann).all())
          .extracting(each -> each.name().text())
          .contains("Team", "Team/a", "Team/b")
          .doesNotContain("Team/c", "Team/d", "Crew");
    }
  }

  @Test
  void whatIsRenamedIsTheMailboxThatWasSeenUnderTheName() {
    MailboxList.Mailbox first = created(ann, name("Team/a"));
    share("Team", "bob", "lrk");
    share("Team/a", "bob", "lrx");
    try (Store other = new Store(database, directory, true, accounts.directory())) {
      other.rememberShares(Duration.ofHours(1));
      assertThat(other.mailboxes().seenBy(bob).foreign()).hasSize(2);
      mailboxes.rename(ann, name("Team/a"), name("Kept"));
      created(ann, name("Team/a"));
      other.mailboxes().rename(bob, annsName("Team/a"), annsName("Team/b"));
      MailboxList now = other.mailboxes().list(ann);
      assertThat(now.find(name("Team/a"))).isPresent();
      assertThat(now.find(name("Team/b")).orElseThrow().id()).isEqualTo(first.id());
    }
  }

  @Test
  void deletedAccountsLeaveNothing() {
    share("INBOX", "bob", "lr");
    mailboxes.changeAcl(
        bob, own(bob, "INBOX"), new Acl.Change("ann@" + domain, Operation.REPLACE, Rights.ALL));
    assertThat(mailboxes.seenBy(ann).foreign()).hasSize(1);
    mailboxes.delete(bob, name("Archive"));
    assertThat(changeNumbers(bob)).isEqualTo(1L);
    delete(bob);
    assertThat(changeNumbers(bob)).isZero();
    assertThat(mailboxes.seenBy(ann).foreign()).isEmpty();
    assertThat(mailboxes.acl(ann, own(ann, "INBOX")).result().orElseThrow().entries()).hasSize(1);
    assertThat(database.<Object>inTransaction(this::countOfGrants)).isEqualTo(0L);
  }

  private void delete(long account) {
    store.deleteAccount(account);
  }

  @Test
  void copiesKeepTheFlagsThatMayBeSet() { // RFC 4314 §4
    long inbox = own(ann, "INBOX");
    Flags flags = Flags.of(List.of("\\Seen", "\\Deleted", "\\Answered", "$Work"));
    mailboxes.append(
        ann, inbox, List.of(new NewMessage(store.message("one"), flags, 1_700_000_000L)));
    share("INBOX", "bob", "r");
    share("Archive", "bob", "rist");
    AddedMessages placed =
        mailboxes.copy(bob, inbox, UidSet.of(1), own(ann, "Archive")).result().orElseThrow();
    assertThat(placed.view().keywords().flags(placed.view().flags(0)))
        .isEqualTo(Flags.of(List.of("\\Seen", "\\Deleted")));
  }
}
