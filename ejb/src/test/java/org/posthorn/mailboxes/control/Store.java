package org.posthorn.mailboxes.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.boundary.Limits;
import org.posthorn.accounts.boundary.LimitsWiring;
import org.posthorn.accounts.value.AccountDeleted;
import org.posthorn.annotations.boundary.Annotations;
import org.posthorn.annotations.boundary.AnnotationsBoundary;
import org.posthorn.annotations.control.AnnotationsWiring;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.content.boundary.ContentStores;
import org.posthorn.events.boundary.TestObservers;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.mailboxes.boundary.AccountChanges;
import org.posthorn.mailboxes.boundary.AccountMailboxes;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.boundary.MailboxesWiring;
import org.posthorn.mailboxes.boundary.RestoredMailboxes;
import org.posthorn.mailboxes.entity.Grant;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Rights;
import org.posthorn.quota.boundary.Quotas;
import org.posthorn.quota.boundary.QuotasWiring;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transactions.boundary.TestTransactions;
import org.posthorn.transactions.boundary.Transactions;

/** The mail store of one server without a container: the real beans on a test database. */
public final class Store implements AutoCloseable {
  final ContentStore contents;
  final Views views = new Views();
  final MailboxDirectory directory = new MailboxDirectory();
  final MailboxLog log = new MailboxLog();
  final MailboxRows rows = new MailboxRows();
  final GrantCache shares = new GrantCache();
  final ChangeWatchers changes = new ChangeWatchers();
  final Grants grants = new Grants();
  final UidValidities uidValidities = new UidValidities();
  final SharedMailboxes seen = new SharedMailboxes();
  final ForeignMailboxes foreign = new ForeignMailboxes();
  final Acls acls = new Acls();
  final Actors actors = new Actors();
  final Owners owners = new Owners();
  final Usages usages = new Usages();
  final Accounting accounting = new Accounting();

  /** Hears of everything. */
  public final TestObservers observers = new TestObservers();

  final Journal journal = new Journal();
  final ChangeNumbers numbers = new ChangeNumbers();
  final FolderLog folders = new FolderLog();
  final ParcelRows parcelRows = new ParcelRows();
  final Parcels parcels = new Parcels();
  final DeletedMailboxes deleted = new DeletedMailboxes();
  final MailboxLocks locks = new MailboxLocks();
  private final AnnotationsWiring annotations;
  private final Faults faults = new Faults();
  private final TestDatabase database;
  private final Mailboxes mailboxes;
  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

  /** What has changed in accounts. */
  public AccountChanges accountChanges() {
    return MailboxesWiring.wire(views.transactions, database.entityManager(), folders);
  }

  /** A server that is alone, or one of several on the same database; nobody shares anything. */
  public Store(TestDatabase database, Path dataDirectory, boolean shared) {
    this(database, dataDirectory, shared, new Directory());
  }

  /** The same with accounts that have limits. */
  public Store(TestDatabase database, Path dataDirectory, boolean shared, Limits limits) {
    this(database, dataDirectory, shared, new Directory());
    directory.limits = limits;
    accounting.limits = limits;
  }

  /** The same with accounts that share mailboxes. */
  public Store(TestDatabase database, Path dataDirectory, boolean shared, Directory accounts) {
    this.database = database;
    contents = ContentStores.open(dataDirectory);
    Transactions transactions = new OnTestDatabase(database, faults);
    ChangeFeed feed = new ChangeFeed();
    feed.topic = new ChangeTopic();
    rows.entities = database.entityManager();
    rows.owners = owners;
    numbers.entities = database.entityManager();
    numbers.views = views;
    numbers.owners = owners;
    journal.numbers = numbers;
    log.numbers = numbers;
    folders.entities = database.entityManager();
    log.folders = folders;
    directory.folders = folders;
    owners.transactions = transactions;
    owners.mailboxes = grants;
    usages.owners = owners;
    views.usages = usages;
    Limits unlimited = LimitsWiring.unlimited();
    directory.limits = unlimited;
    accounting.limits = unlimited;
    accounting.owners = owners;
    accounting.usages = usages;
    accounting.directory = directory;
    accounting.views = views;
    accounting.shared = shared;
    log.accounting = accounting;
    views.transactions = transactions;
    views.rows = rows;
    views.capacity = 1_000_000;
    views.shared = shared;
    views.watchers = changes;
    shares.watchers = changes;
    changes.executor = managed(later, ManagedScheduledExecutorService.class);
    directory.transactions = transactions;
    directory.feed = feed;
    directory.entities = database.entityManager();
    directory.shared = shared;
    directory.maxMailboxes = 100;
    directory.shares = shares;
    directory.grants = grants;
    uidValidities.entities = database.entityManager();
    directory.uidValidities = uidValidities;
    UnfinishedRenames renames = new UnfinishedRenames();
    renames.entities = database.entityManager();
    directory.renames = renames;
    grants.entities = database.entityManager();
    seen.directory = directory;
    seen.transactions = transactions;
    seen.grants = grants;
    seen.shares = shares;
    seen.accounts = accounts;
    seen.shared = shared;
    seen.life = Duration.ZERO;
    acls.transactions = transactions;
    acls.grants = grants;
    acls.actors = actors;
    actors.owners = owners;
    actors.grants = grants;
    actors.shared = seen;
    log.actors = actors;
    acls.shares = shares;
    acls.feed = feed;
    acls.accounts = accounts;
    grants.withAnyone = !shared;
    foreign.shared = seen;
    foreign.directory = directory;
    foreign.log = log;
    foreign.grants = grants;
    foreign.actors = actors;
    foreign.transactions = transactions;
    Snapshots snapshots = new Snapshots();
    snapshots.executor = managed(background, ManagedExecutorService.class);
    snapshots.transactions = transactions;
    snapshots.rows = rows;
    views.snapshots = snapshots;
    locks.entities = database.entityManager();
    locks.url = Optional.of(database.settings().url());
    MailboxTurns turns = new MailboxTurns();
    turns.locks = locks;
    turns.rows = rows;
    turns.views = views;
    journal.turns = turns;
    journal.transactions = transactions;
    journal.views = views;
    journal.snapshots = snapshots;
    journal.rows = rows;
    journal.feed = feed;
    journal.observers = observers;
    journal.contents = contents;
    journal.entities = database.entityManager();
    log.views = views;
    log.maxCopied = 1_000_000;
    journal.maxMessages = 1_000_000;
    deleted.transactions = transactions;
    deleted.rows = rows;
    deleted.executor = managed(background, ManagedExecutorService.class);
    log.deleted = deleted;
    parcelRows.entities = database.entityManager();
    parcels.transactions = transactions;
    parcels.rows = parcelRows;
    parcels.views = views;
    parcels.journal = journal;
    parcels.locks = locks;
    log.parcels = parcels;
    journal.parcels = parcelRows;
    log.journal = journal;
    log.rows = rows;
    log.directory = directory;
    log.transactions = transactions;
    annotations = new AnnotationsWiring(database.entityManager(), transactions);
    rows.extension = annotations.extension;
    mailboxes =
        MailboxesWiring.wire(
            directory,
            log,
            views,
            seen,
            foreign,
            acls,
            shares,
            changes,
            annotations.extension,
            actors);
    annotations.mailboxes(mailboxes, MailboxesWiring.wire(actors, log));
  }

  private static <T extends ManagedExecutorService> T managed(
      ExecutorService executor, Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> method.invoke(executor, arguments)));
  }

  /** What is to go wrong. */
  public Faults faults() {
    return faults;
  }

  /** The boundary. */
  public Mailboxes mailboxes() {
    return mailboxes;
  }

  /** The boundary of annotations. */
  public Annotations annotations() {
    return AnnotationsBoundary.of(annotations);
  }

  /** The boundary of quota roots of these accounts. */
  public Quotas quotas(Limits limits, Directory accounts, Accounts changeable) {
    return QuotasWiring.wire(
        MailboxesWiring.wire(accounting), limits, accounts, changeable, mailboxes);
  }

  /** What the configuration says of the server. */
  public void configure(String comment) {
    annotations.configure(comment);
  }

  /** What a restore needs. */
  public RestoredMailboxes restored() {
    return MailboxesWiring.wire(uidValidities);
  }

  /** The transactions of this server. */
  public Transactions transactions() {
    return views.transactions;
  }

  /** An account goes. */
  public void deleteAccount(long account) {
    AccountDeleted event = new AccountDeleted(account);
    MailboxesWiring.deleted(accountMailboxes(), event);
    AnnotationsBoundary.deleted(annotations, log.transactions, event);
  }

  /** What hears of accounts. */
  public AccountMailboxes accountMailboxes() {
    return MailboxesWiring.wire(directory, log, grants, numbers, log.transactions, folders);
  }

  /** Where the octets are. */
  public ContentStore contents() {
    return contents;
  }

  /** Grants an account rights in somebody else's mailbox. */
  public void grant(long mailbox, long account, String rights) {
    Grant.Key key = new Grant.Key(mailbox, account, false);
    database.transact(
        entities -> grants.set(key, grants.find(key), Rights.parse(rights).orElseThrow()));
    shares.changed(account);
  }

  /** From now on it is so much later for the log of folders. */
  public void foldersLater(Duration more) {
    folders.clock = Clock.offset(folders.clock, more);
  }

  /** How many mailboxes an account may have. */
  public void maxMailboxes(int most) {
    directory.maxMailboxes = most;
  }

  /** From now on mailboxes can be shared with anyone, or cannot. */
  public void shareWithAnyone(boolean on) {
    grants.withAnyone = on;
  }

  /** From now on lists have others' mailboxes only where they are subscribed. */
  public void listOnlySubscribed() {
    seen.otherUsers = "subscribed";
  }

  /** From now on what others share is remembered so long though there are other servers. */
  public void rememberShares(Duration life) {
    seen.life = life;
  }

  /** From now on it is so much later for who counts what accounts have. */
  public void later(Duration more) {
    accounting.clock = Clock.offset(accounting.clock, more);
  }

  /** What accounts have and may have. */
  public Accounting accounting() {
    return accounting;
  }

  /** Gives an account its first mailboxes. */
  public void createAccount(long account) {
    database.transact(entities -> directory.createInitial(account));
  }

  /** Writes a snapshot of a mailbox. */
  public void fold(MailboxView view) {
    database.transact(entities -> rows.fold(view));
  }

  /** A stored message. */
  public Content message(String subject) {
    ContentSink sink = contents.sink();
    sink.write(
        ByteBuffer.wrap(
            ("Subject: " + subject + "\r\n\r\nHello " + subject + "\r\n").getBytes(ISO_8859_1)));
    return sink.finish();
  }

  /** Forgets deliveries before a time, in seconds since 1970; tells how many. */
  public int forgetDeliveries(long before) {
    List<String> old =
        database.inTransaction(entities -> rows.oldDeliveries(before, 0, Integer.MAX_VALUE));
    database.transact(entities -> rows.forgetDeliveries(old, before));
    return old.size();
  }

  @Override
  public void close() {
    background.shutdown();
    later.shutdownNow();
    try {
      background.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    ContentStores.close(contents);
  }

  /** Transactions of the test database instead of the container's. */
  private static final class OnTestDatabase extends TestTransactions {
    private final Faults faults;

    OnTestDatabase(TestDatabase database, Faults faults) {
      super(database);
      this.faults = faults;
    }

    @Override
    public <T> T call(Supplier<T> work) {
      faults.connect();
      return super.call(work);
    }

    private void breakAmidCommit(Runnable work) {
      CountDownLatch planned = new CountDownLatch(1);
      Runnable commit =
          () -> {
            work.run();
            planned.countDown();
            rest();
          };
      new Thread(() -> super.run(commit)).start();
      try {
        if (!planned.await(5, TimeUnit.SECONDS)) {
          throw new IllegalStateException("not planned");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      throw new IllegalStateException("connection lost amid the commit");
    }

    private static void rest() {
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void run(Runnable work) {
      faults.connect();
      if (faults.commitsLate()) {
        breakAmidCommit(work);
      }
      try {
        super.call(() -> faults.around(work)).run();
      } finally {
        faults.afterwards();
      }
    }
  }
}
