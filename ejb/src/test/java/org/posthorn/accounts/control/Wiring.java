package org.posthorn.accounts.control;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import org.posthorn.accounts.value.AccountCreated;
import org.posthorn.accounts.value.AccountDeleted;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.DomainsTestWiring;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.logins.boundary.LoginGuard;
import org.posthorn.logins.boundary.LoginGuards;
import org.posthorn.sasl.ScramHash;
import org.posthorn.testdb.FakeEvent;
import org.posthorn.testdb.TestDatabase;

/** The controls of the accounts put together as the container does. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
public final class Wiring {
  public final MovableClock clock = new MovableClock();
  public final AccountCache cache = new AccountCache(clock);
  public final Domains domains;
  public final AccountRules rules = new AccountRules();
  public final Passwords passwords = new Passwords();
  public final PasswordLogins logins = new PasswordLogins();
  public final ScramLogins scrams = new ScramLogins();
  public final AccountWrites writes = new AccountWrites();

  /** What waits to be computed, when {@link #hold} says so. */
  public final Queue<Runnable> waiting = new ArrayDeque<>();

  /** Whether computations wait for {@link #compute()}. */
  public boolean hold;

  /** The questions to the database about who somebody is. */
  public final List<String> lookups = new ArrayList<>();

  public final AccountRows rows =
      new AccountRows() {
        @Override
        public Optional<Entry> entry(String lookupKey) {
          lookups.add("entry");
          return super.entry(lookupKey);
        }

        @Override
        public Optional<ScramRow> scram(String lookupKey, ScramHash hash) {
          lookups.add("scram");
          return super.scram(lookupKey, hash);
        }
      };
  public final ScramDecoys decoys = new ScramDecoys();
  public final LoginLimits limits = new LoginLimits();
  public final DomainSpelling spelling = new DomainSpelling();
  public final QuotaDefaults defaults = new QuotaDefaults();
  public final LoginWatchers watchers = new LoginWatchers();

  /** The clock of {@link #feed}, in nanoseconds. */
  public long feedTime;

  public final AccountsFeed feed = new AccountsFeed();

  /** What the other servers were told, and what waits for that. */
  public final List<ChangedElsewhere> told = new ArrayList<>();

  public final Deque<Runnable> later = new ArrayDeque<>();
  public final FakeEvent<AccountsChanged> changes = new FakeEvent<>(e -> feed.on(e));

  /** Configures the limits of accounts; 0 is none. */
  public void defaults(long octets, long messages, long mailboxes) {
    defaults.storage = octets;
    defaults.messages = messages;
    defaults.mailboxes = mailboxes;
  }

  /** Wires them to a database; all calls need one of its transactions. */
  public Wiring(TestDatabase database, boolean sample) {
    domains = DomainsTestWiring.domains(database, new FakeEvent<>(e -> feed.on(e)));
    feed.nanoTime = () -> feedTime;
    feed.cache = cache;
    feed.watchers = watchers;
    feed.executor = later(later);
    feed.topic =
        new ChangeTopic() {
          @Override
          public void tell(String kind, long id, String text) {
            told.add(new ChangedElsewhere(kind, id, text));
          }
        };
    rows.entities = database.entityManager();
    rows.domains = domains;
    cache.rows = rows;
    spelling.entities = database.entityManager();
    rules.entities = database.entityManager();
    rules.domains = domains;
    Computations computations =
        new Computations() {
          @Override
          void later(Duration delay, Runnable work) {
            work.run();
          }
        };
    computations.executor = task -> start(task);
    passwords.computations = computations;
    logins.passwords = passwords;
    logins.computations = computations;
    logins.rows = rows;
    logins.remembered = new RememberedPasswords(clock);
    logins.limits = limits;
    scrams.rows = rows;
    scrams.limits = limits;
    writes.entities = database.entityManager();
    writes.domains = domains;
    writes.rules = rules;
    writes.changes = changes;
    SecretRows secrets = new SecretRows();
    secrets.entities = database.entityManager();
    decoys.secrets = secrets;
    LoginGuard guard = LoginGuards.guard(database, clock, sample);
    limits.guard = guard;
    logins.guard = guard;
    scrams.guard = guard;
  }

  /** Tells these of accounts that come and go. */
  public void events(FakeEvent<AccountCreated> created, FakeEvent<AccountDeleted> deleted) {
    writes.creations = created;
    writes.deletions = deleted;
  }

  private static ManagedScheduledExecutorService later(Deque<Runnable> tasks) {
    return (ManagedScheduledExecutorService)
        Proxy.newProxyInstance(
            Wiring.class.getClassLoader(),
            new Class<?>[] {ManagedScheduledExecutorService.class},
            (proxy, method, arguments) -> {
              tasks.add((Runnable) arguments[0]);
              return Proxy.newProxyInstance(
                  Wiring.class.getClassLoader(),
                  new Class<?>[] {ScheduledFuture.class},
                  (future, asked, none) -> false);
            });
  }

  /** Hears what the other one has told so far. */
  public void hear(Wiring other) {
    other.told.forEach(feed::on);
  }

  private void start(Runnable task) {
    if (hold) {
      waiting.add(task);
    } else {
      task.run();
    }
  }

  /** Computes what waits. */
  public void compute() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }
}
