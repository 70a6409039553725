package org.posthorn.accounts.boundary;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.posthorn.accounts.control.OwnHost;
import org.posthorn.accounts.control.Wiring;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.accounts.value.AccountCreated;
import org.posthorn.accounts.value.AccountDeleted;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.accounts.value.NewAccount;
import org.posthorn.domains.boundary.Result;
import org.posthorn.kernel.Address;
import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.testdb.FakeEvent;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transactions.boundary.TestTransactions;

/** The accounts component on a test database, with a transaction around each call. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
public final class TestAccounts {
  public final Wiring wiring;
  public final FakeEvent<AccountCreated> created = new FakeEvent<>();
  public final FakeEvent<AccountDeleted> deleted = new FakeEvent<>(this::onDeletion);
  private static final OwnHost HOST = new OwnHost("mx.dir.test");
  private boolean failing;
  private final TestDatabase database;
  private final Accounts accounts = new Accounts();
  private final ClientKeys keys = new ClientKeys();
  private final Aliases aliases = new Aliases();
  private final Directory directory = new Directory();
  private final Authentication authentication = new Authentication();

  public TestAccounts(TestDatabase database) {
    this(database, false);
  }

  public TestAccounts(TestDatabase database, boolean sample) {
    this.database = database;
    wiring = new Wiring(database, sample);
    accounts.entities = database.entityManager();
    accounts.contested = TestTransactions.contested(database);
    accounts.writes = wiring.writes;
    accounts.rules = wiring.rules;
    accounts.passwords = wiring.passwords;
    wiring.events(created, deleted);
    directory.accounts = wiring.cache;
    directory.host = HOST;
    authentication.accounts = wiring.cache;
    authentication.passwords = wiring.logins;
    authentication.scrams = wiring.scrams;
    authentication.rows = wiring.rows;
    authentication.decoys = wiring.decoys;
    authentication.limits = wiring.limits;
    authentication.watchers = wiring.watchers;
    aliases.entities = database.entityManager();
    aliases.rules = wiring.rules;
    aliases.domains = wiring.domains;
    aliases.changes = wiring.changes;
    aliases.contested = accounts.contested;
    keys.entities = database.entityManager();
    keys.rules = wiring.rules;
    keys.changes = wiring.changes;
    keys.contested = accounts.contested;
  }

  /** The boundary itself, for those who bring the transaction. */
  Accounts accounts() {
    return accounts;
  }

  public <R> R accounts(Function<Accounts, R> work) {
    return database.inTransaction(e -> work.apply(accounts));
  }

  /** Lets what else belongs to accounts resist its deletion, or not any more. */
  public void failDeletions(boolean fail) {
    failing = fail;
  }

  private void onDeletion(AccountDeleted event) {
    if (failing) {
      throw new IllegalStateException("the mailboxes of " + event.id() + " stay");
    }
  }

  /** The accounts, with transactions of their own, as several threads use them. */
  public Accounts concurrently() {
    return accounts;
  }

  public <R> R aliases(Function<Aliases, R> work) {
    return database.inTransaction(e -> work.apply(aliases));
  }

  public <R> R keys(Function<ClientKeys, R> work) {
    return database.inTransaction(e -> work.apply(keys));
  }

  public <R> R directory(Function<Directory, R> work) {
    return database.inTransaction(e -> work.apply(directory));
  }

  public <R> R login(Function<Authentication, R> work) {
    return database.inTransaction(e -> work.apply(authentication));
  }

  /** The directory, with a transaction around what wants one. */
  public Directory directory() {
    Directory transacting =
        new Directory() {
          @Override
          public Optional<AccountRef> account(Address address) {
            return database.inTransaction(e -> super.account(address));
          }

          @Override
          public Map<Long, String> addresses(Collection<Long> accountIds) {
            return database.inTransaction(e -> super.addresses(accountIds));
          }
        };
    transacting.accounts = wiring.cache;
    transacting.host = HOST;
    return transacting;
  }

  /** The limits, with a transaction around what wants one. */
  public Limits limits() {
    Limits transacting =
        new Limits() {
          @Override
          public QuotaLimits of(long account) {
            return database.inTransaction(e -> super.of(account));
          }
        };
    transacting.accounts = wiring.cache;
    transacting.defaults = wiring.defaults;
    return transacting;
  }

  /** The accounts, with a transaction around what changes them. */
  public Accounts changeable() {
    return new Accounts() {
      @Override
      public Result<AccountInfo> change(Address address, AccountChange wanted) {
        return accounts(a -> a.change(address, wanted));
      }
    };
  }

  /** Rewrites domains of earlier builds. */
  void respell() {
    database.transact(e -> wiring.spelling.renew());
  }

  /** Creates a domain. */
  public void domain(String name) {
    database.transact(e -> wiring.domains.create(name, ""));
  }

  /** Creates an account with this address; fails when it cannot. */
  public AccountInfo account(String address, String password, boolean administrator) {
    Result<AccountInfo> result =
        accounts(a -> a.create(new NewAccount(address(address), password, administrator)));
    return result.outcome().orElseThrow(() -> new AssertionError(result));
  }

  public static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }
}
