package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.posthorn.accounts.entity.Account;
import org.posthorn.accounts.entity.Verifiers;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.accounts.value.AccountCreated;
import org.posthorn.accounts.value.AccountDeleted;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.accounts.value.LimitsChange;
import org.posthorn.accounts.value.NewAccount;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;

/**
 * Changes accounts as rows; each call within a transaction, which may be repeated. Verifiers are
 * made before it, for they take long.
 */
@ApplicationScoped
public class AccountWrites {
  @PersistenceContext EntityManager entities;
  @Inject Domains domains;
  @Inject AccountRules rules;
  @Inject Event<AccountCreated> creations;
  @Inject Event<AccountDeleted> deletions;
  @Inject Event<AccountsChanged> changes;
  Clock clock = Clock.systemUTC();

  /** Creates an account. */
  public Result<AccountInfo> create(NewAccount wanted, Verifiers verifiers) {
    Optional<Objection> objection = rules.free("address", wanted.address());
    if (objection.isPresent()) {
      return Result.refused(objection.get());
    }
    OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    Account account = new Account(verifiers, wanted.administrator(), now);
    account.limit(wanted.limits());
    add(account, wanted.address());
    entities.persist(account);
    entities.flush();
    creations.fire(new AccountCreated(account.id()));
    changes.fire(AccountsChanged.ADDED);
    return Result.done(info(account));
  }

  /** Changes the account of an address. Addresses are removed before others are added. */
  public Result<AccountInfo> change(
      Address address, AccountChange wanted, Optional<Verifiers> verifiers) {
    boolean demotes = wanted.disabled().orElse(false) || !wanted.administrator().orElse(true);
    if (demotes) {
      rules.oneAfterAnother();
    }
    Optional<Account> found = rules.account(address).filter(rules::hold);
    if (found.isEmpty()) {
      return Result.refused(Objection.unknown("address"));
    }
    Account account = found.get();
    Optional<Objection> objection = rules.objection(account, wanted);
    if (objection.isPresent()) {
      return Result.refused(objection.get());
    }
    verifiers.ifPresent(account::verifyBy);
    wanted.disabled().ifPresent(account::disableLogin);
    wanted.administrator().ifPresent(account::administer);
    if (!wanted.limits().equals(LimitsChange.NOTHING)) {
      account.limit(wanted.limits().applyTo(account.limits()));
    }
    wanted.removed().forEach(account::remove);
    wanted.added().forEach(a -> add(account, a));
    entities.flush();
    changes.fire(new AccountsChanged(account.id()));
    return Result.done(info(account));
  }

  /**
   * Begins to delete the account of an address: from now on nobody reaches it, and the address is
   * free.
   */
  public Result<AccountInfo> dismiss(Address address) {
    rules.oneAfterAnother();
    Optional<Account> found = rules.account(address).filter(rules::hold);
    if (found.isEmpty()) {
      return Result.refused(Objection.unknown("address"));
    }
    Account account = found.get();
    Optional<Objection> objection = rules.dispensable("address", "must stay", account);
    if (objection.isPresent()) {
      return Result.refused(objection.get());
    }
    AccountInfo info = info(account);
    account.leave();
    entities.flush();
    changes.fire(new AccountsChanged(account.id()));
    return Result.done(info);
  }

  /**
   * Lets other components delete what they keep for an account that was {@link #dismiss dismissed}.
   * Not within a transaction: they have their own, many of them.
   */
  public void clear(long id) {
    deletions.fire(new AccountDeleted(id));
  }

  /** Ends what {@link #dismiss} began. */
  public void delete(long id) {
    Account account = entities.find(Account.class, id);
    if (account != null && account.leaving()) {
      entities.remove(account);
      entities.flush();
    }
  }

  /** The ids of those who are being deleted. */
  public List<Long> leaving() {
    return entities.createNamedQuery(Account.LEAVING, Long.class).getResultList();
  }

  private void add(Account account, Address address) {
    account.add(address, domains.find(address.domain()).orElseThrow().id());
  }

  /** The account as others see it. */
  public static AccountInfo info(Account account) {
    return new AccountInfo(
        account.id(),
        account.addresses(),
        account.administrator(),
        account.loginDisabled(),
        account.created(),
        account.limits());
  }
}
