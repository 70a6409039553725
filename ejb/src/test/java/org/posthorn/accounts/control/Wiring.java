package org.posthorn.accounts.control;

import java.util.Optional;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.DomainsTestWiring;
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
  public final PasswordCheck passwordCheck = new PasswordCheck();
  public final ScramDecoys decoys = new ScramDecoys();
  public final LoginLimits limits = new LoginLimits();
  public final DomainSpelling spelling = new DomainSpelling();
  public final QuotaDefaults defaults = new QuotaDefaults();
  public final FakeEvent<AccountsChanged> changes = new FakeEvent<>(e -> cache.on(e));

  /** Configures the limits of accounts; 0 is none. */
  public void defaults(long octets, long messages, long mailboxes) {
    defaults.storage = octets;
    defaults.messages = messages;
    defaults.mailboxes = mailboxes;
  }

  /** Wires them to a database; all calls need one of its transactions. */
  public Wiring(TestDatabase database, boolean sample) {
    domains = DomainsTestWiring.domains(database, new FakeEvent<>(e -> cache.on(e)));
    AccountRows rows = new AccountRows();
    rows.entities = database.entityManager();
    rows.domains = domains;
    cache.rows = rows;
    spelling.entities = database.entityManager();
    rules.entities = database.entityManager();
    rules.domains = domains;
    passwordCheck.passwords = passwords;
    passwordCheck.rows = rows;
    passwordCheck.remembered = new RememberedPasswords(clock);
    SecretRows secrets = new SecretRows();
    secrets.entities = database.entityManager();
    decoys.secrets = secrets;
    limits.failures = new FailureLimits(clock);
    limits.settings = new AccountSettings(sample, Optional.empty());
  }
}
