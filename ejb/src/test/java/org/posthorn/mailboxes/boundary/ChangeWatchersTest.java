package org.posthorn.mailboxes.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.accounts.boundary.TestAccounts;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.control.ChangeFeed;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.ChangeWatcher;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Rights;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** Who is told of mailboxes that nobody has selected. */
@OnBothDatabases
class ChangeWatchersTest {
  private static final AtomicInteger ROUNDS = new AtomicInteger();

  @TempDir Path directory;
  private final TestDatabase database;
  private final TestAccounts accounts;
  private Store store;
  private Mailboxes mailboxes;
  private String domain;
  private long ann;
  private long bob;
  private long inbox;
  private final Heard heard = new Heard();

  ChangeWatchersTest(TestDatabase database) {
    this.database = database;
    this.accounts = new TestAccounts(database);
  }

  /** Keeps what it is told. */
  private static final class Heard implements ChangeWatcher {
    private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

    @Override
    public void changed(long mailbox, boolean content) {
      all.add(mailbox + (content ? " content" : " flags"));
    }

    @Override
    public void listChanged() {
      all.add("list");
    }

    String next() throws InterruptedException {
      return Optional.ofNullable(all.poll(5, TimeUnit.SECONDS)).orElse("nothing");
    }

    void nothingMore() throws InterruptedException {
      assertThat(all.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @BeforeEach
  void open() {
    open(false);
  }

  private void open(boolean shared) {
    domain = "w" + ROUNDS.incrementAndGet() + ".example";
    accounts.domain(domain);
    store = new Store(database, directory, shared, accounts.directory());
    mailboxes = store.mailboxes();
    ann = account("ann");
    bob = account("bob");
    inbox = id("INBOX");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private long account(String name) {
    long id = accounts.account(name + "@" + domain, "a long password", false).id();
    store.createAccount(id);
    return id;
  }

  private long id(String name) {
    return mailboxes.list(ann).find(new MailboxName(name)).orElseThrow().id();
  }

  private void append(long mailbox) {
    mailboxes.append(ann, mailbox, List.of(new NewMessage(store.message("hello"), Flags.NONE, 1)));
  }

  @Test
  void burstIsToldAsOneChange() throws InterruptedException {
    mailboxes.watchChanges(ann, List.of(inbox), heard);
    for (int i = 0; i < 20; i++) {
      append(inbox);
    }
    append(id("Sent"));
    int told = 0;
    while (heard.all.isEmpty()) {
      Thread.sleep(5);
    }
    for (String next = heard.next(); !next.equals("nothing"); next = poll()) {
      assertThat(next).isEqualTo(inbox + " content");
      told++;
    }
    assertThat(told).isLessThan(20);
  }

  private String poll() throws InterruptedException {
    return Optional.ofNullable(heard.all.poll(300, TimeUnit.MILLISECONDS)).orElse("nothing");
  }

  @Test
  void flagsAloneAreToldAsSuch() throws InterruptedException {
    append(inbox);
    mailboxes.watchChanges(ann, List.of(inbox), heard);
    FlagChange seen =
        new FlagChange(FlagChange.Operation.ADD, new Flags(Flags.SEEN | Flags.DELETED, List.of()));
    mailboxes.store(ann, inbox, UidSet.range(1, 1), seen, OptionalLong.empty());
    assertThat(heard.next()).isEqualTo(inbox + " flags");
    mailboxes.expunge(ann, inbox, UidSet.range(1, 1));
    assertThat(heard.next()).isEqualTo(inbox + " content");
    heard.nothingMore();
  }

  @Test
  void listsAreToldToTheirOwners() throws InterruptedException {
    mailboxes.watchChanges(ann, List.of(), heard);
    MailboxName name = new MailboxName("New");
    mailboxes.create(bob, name, Optional.empty());
    heard.nothingMore();
    mailboxes.create(ann, name, Optional.empty());
    assertThat(heard.next()).isEqualTo("list");
    mailboxes.rename(ann, name, new MailboxName("Newer"));
    assertThat(heard.next()).isEqualTo("list");
    mailboxes.subscribe(ann, name, true);
    assertThat(heard.next()).isEqualTo("list");
    mailboxes.delete(ann, new MailboxName("Newer"));
    assertThat(heard.next()).isEqualTo("list");
    mailboxes.unwatchChanges(heard);
    mailboxes.create(ann, name, Optional.empty());
    append(inbox);
    heard.nothingMore();
  }

  @Test
  void laterWatchReplacesTheEarlier() throws InterruptedException {
    mailboxes.watchChanges(ann, List.of(inbox), heard);
    mailboxes.watchChanges(ann, List.of(id("Sent")), heard);
    append(inbox);
    heard.nothingMore();
    append(id("Sent"));
    assertThat(heard.next()).isEqualTo(id("Sent") + " content");
  }

  @Test
  void rightsInMailboxesOfOthersAreTold() throws InterruptedException {
    mailboxes.watchChanges(bob, List.of(), heard);
    Rights rights = Rights.parse("lr").orElseThrow();
    mailboxes.changeAcl(ann, inbox, new Acl.Change("bob@" + domain, Acl.Operation.REPLACE, rights));
    assertThat(heard.next()).isEqualTo("list");
    mailboxes.seenBy(bob);
    mailboxes.create(ann, new MailboxName("Own"), Optional.empty());
    assertThat(heard.next()).isEqualTo("list");
  }

  @Test
  void whatOtherServersDoIsTold() throws InterruptedException {
    close();
    open(true);
    Rights rights = Rights.parse("lr").orElseThrow();
    mailboxes.changeAcl(ann, inbox, new Acl.Change("bob@" + domain, Acl.Operation.REPLACE, rights));
    mailboxes.watchChanges(bob, List.of(inbox), heard);
    assertThat(mailboxes.seenBy(bob).foreign()).hasSize(1);
    heard.all.clear();
    Thread.sleep(200);
    heard.all.clear();
    mailboxes.changedElsewhere(new ChangeFeed.Hint(ChangeFeed.Kind.MAILBOX, inbox));
    assertThat(heard.next()).isEqualTo(inbox + " content");
    mailboxes.changedElsewhere(new ChangeFeed.Hint(ChangeFeed.Kind.ACCOUNT, bob));
    assertThat(heard.next()).isEqualTo("list");
    mailboxes.changedElsewhere(new ChangeFeed.Hint(ChangeFeed.Kind.ACCOUNT, ann));
    assertThat(heard.next()).isEqualTo("list");
    mailboxes.changedElsewhere(new ChangeFeed.Hint(ChangeFeed.Kind.ACCOUNTS, 0));
    assertThat(heard.next()).isEqualTo("list");
    heard.nothingMore();
  }
}
