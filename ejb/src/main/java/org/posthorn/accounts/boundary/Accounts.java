package org.posthorn.accounts.boundary;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.posthorn.accounts.control.AccountRules;
import org.posthorn.accounts.control.AccountsChanged;
import org.posthorn.accounts.control.Passwords;
import org.posthorn.accounts.entity.Account;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;
import org.posthorn.schema.boundary.Violations;

/**
 * Keeps accounts and the addresses that lead to them. Each call is done as a whole or not at all;
 * what it did is on disk when it returns.
 */
@Stateless
public class Accounts {
  @PersistenceContext EntityManager entities;
  @Inject Domains domains;
  @Inject AccountRules rules;
  @Inject Passwords passwords;
  @Inject Event<AccountCreated> creations;
  @Inject Event<AccountDeleted> deletions;
  @Inject Event<AccountsChanged> changes;
  Clock clock = Clock.systemUTC();

  /** Creates an account. */
  public Result<AccountInfo> create(NewAccount wanted) {
    Optional<Objection> objection =
        rules.free("address", wanted.address()).or(() -> rules.password(wanted.password()));
    if (objection.isPresent()) {
      return Result.refused(objection.get());
    }
    OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    Account account = new Account(passwords.derive(wanted.password()), wanted.administrator(), now);
    account.limit(wanted.limits());
    add(account, wanted.address());
    try {
      entities.persist(account);
      entities.flush();
    } catch (PersistenceException e) { // somebody else was faster
      return refusedOrThrown(e, AccountRules.taken("address", wanted.address()));
    }
    creations.fire(new AccountCreated(account.id()));
    changes.fire(new AccountsChanged());
    return Result.done(info(account));
  }

  /** The account of exactly this address, main or other. */
  public Optional<AccountInfo> find(Address address) {
    return rules.account(address).map(Accounts::info);
  }

  /**
   * Up to {@code limit} accounts in the order of their main addresses, after a lookup key or "".
   */
  public List<AccountInfo> list(String after, int limit) {
    return entities
        .createNamedQuery(Account.PAGE, Account.class)
        .setParameter("after", after)
        .setMaxResults(limit)
        .setHint("eclipselink.batch.type", "IN") // one query for all addresses of the page
        .setHint("eclipselink.batch", "a.addresses")
        .getResultStream()
        .map(Accounts::info)
        .toList();
  }

  /** How many there are. */
  public long count() {
    return entities.createNamedQuery(Account.COUNT, Long.class).getSingleResult();
  }

  /** Whether somebody who can log in administers the installation. */
  public boolean administered() {
    return !entities
        .createNamedQuery(Account.ADMINISTRATORS, Account.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** Changes the account of an address. Addresses are removed before others are added. */
  public Result<AccountInfo> change(Address address, AccountChange wanted) {
    Optional<Account> found = rules.account(address);
    if (found.isEmpty()) {
      return Result.refused(Objection.unknown("address"));
    }
    Account account = found.get();
    Optional<Objection> objection = objection(account, wanted);
    if (objection.isPresent()) {
      return Result.refused(objection.get());
    }
    wanted.password().ifPresent(p -> account.verifyBy(passwords.derive(p)));
    wanted.disabled().ifPresent(account::disableLogin);
    wanted.administrator().ifPresent(account::administer);
    if (!wanted.limits().equals(LimitsChange.NOTHING)) {
      account.limit(wanted.limits().applyTo(account.limits()));
    }
    wanted.removed().forEach(account::remove);
    wanted.added().forEach(a -> add(account, a));
    try {
      entities.flush();
    } catch (PersistenceException e) { // somebody else was faster
      return refusedOrThrown(e, Objection.conflict("addAddresses", "belong to an account already"));
    }
    changes.fire(new AccountsChanged());
    return Result.done(info(account));
  }

  /** Deletes the account of an address and everything that other components keep for it. */
  public Result<AccountInfo> delete(Address address) {
    Optional<Account> found = rules.account(address);
    if (found.isEmpty()) {
      return Result.refused(Objection.unknown("address"));
    }
    Account account = found.get();
    Optional<Objection> objection = rules.dispensable("address", account);
    if (objection.isPresent()) {
      return Result.refused(objection.get());
    }
    AccountInfo info = info(account);
    deletions.fire(new AccountDeleted(account.id()));
    entities.remove(account);
    entities.flush();
    changes.fire(new AccountsChanged());
    return Result.done(info);
  }

  private Optional<Objection> objection(Account account, AccountChange wanted) {
    return wanted
        .password()
        .flatMap(rules::password)
        .or(() -> wanted.disabled().filter(d -> d).flatMap(d -> last("disabled", account)))
        .or(() -> wanted.administrator().filter(a -> !a).flatMap(a -> last("admin", account)))
        .or(() -> rules.removable("removeAddresses", account, wanted.removed()))
        .or(() -> rules.free("addAddresses", account, wanted.added()));
  }

  private Optional<Objection> last(String field, Account account) {
    return rules.dispensable(field, account);
  }

  private void add(Account account, Address address) {
    account.add(address, domains.find(address.domain()).orElseThrow().id());
  }

  private static <T> Result<T> refusedOrThrown(PersistenceException e, Objection objection) {
    if (Violations.isConstraint(e)) {
      return Result.refused(objection);
    }
    throw e;
  }

  private static AccountInfo info(Account account) {
    return new AccountInfo(
        account.id(),
        account.addresses(),
        account.administrator(),
        account.loginDisabled(),
        account.created(),
        account.limits());
  }
}
