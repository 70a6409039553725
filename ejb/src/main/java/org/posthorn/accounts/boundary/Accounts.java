package org.posthorn.accounts.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.posthorn.accounts.control.AccountRules;
import org.posthorn.accounts.control.AccountWrites;
import org.posthorn.accounts.control.Passwords;
import org.posthorn.accounts.entity.Account;
import org.posthorn.accounts.entity.Verifiers;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.accounts.value.NewAccount;
import org.posthorn.database.Outage;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;
import org.posthorn.transactions.boundary.RetryOnConflict;

/**
 * Keeps accounts and the addresses that lead to them. Each call is done as a whole or not at all;
 * what it did is on disk when it returns.
 */
@Stateless
public class Accounts {
  private static final AtomicLong REQUESTS = new AtomicLong();
  private static final System.Logger LOG = System.getLogger(Accounts.class.getName());

  @PersistenceContext EntityManager entities;
  @Inject AccountRules rules;
  @Inject AccountWrites writes;
  @Inject Passwords passwords;
  @Inject RetryOnConflict contested;

  /** Creates an account. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // the password comes first
  public Result<AccountInfo> create(NewAccount wanted) {
    return create(List.of(wanted)).get(0);
  }

  /** Creates accounts, each or not by itself; answers in their order. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public List<Result<AccountInfo>> create(List<NewAccount> wanted) {
    String party = "request " + REQUESTS.incrementAndGet();
    List<Supplier<Result<AccountInfo>>> creations = new ArrayList<>();
    for (NewAccount each : wanted) {
      creations.add(creation(each, party));
    }
    return creations.stream().map(Supplier::get).toList();
  }

  /** Has the password computed beside those of the others. */
  private Supplier<Result<AccountInfo>> creation(NewAccount wanted, String party) {
    Optional<Objection> objection = rules.password(wanted.password());
    if (objection.isPresent()) {
      return () -> Result.refused(objection.get());
    }
    CompletableFuture<Verifiers> verifiers = passwords.derive(wanted.password(), party);
    return () -> {
      Verifiers computed = verifiers.join(); // before there is a transaction
      return write(() -> writes.create(wanted, computed));
    };
  }

  /** The account of exactly this address, main or other. */
  public Optional<AccountInfo> find(Address address) {
    return rules.account(address).map(AccountWrites::info);
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
        .map(AccountWrites::info)
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
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public Result<AccountInfo> change(Address address, AccountChange wanted) {
    Optional<Objection> objection = wanted.password().flatMap(rules::password);
    if (objection.isPresent()) {
      return Result.refused(objection.get());
    }
    Optional<Verifiers> verifiers =
        wanted.password().map(p -> passwords.derive(p, address.lookupKey()).join());
    return write(() -> writes.change(address, wanted, verifiers));
  }

  /**
   * Deletes the account of an address and everything that other components keep for it. When it
   * returns nobody reaches the account any more; should the rest fail, it is done later.
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public Result<AccountInfo> delete(Address address) {
    Result<AccountInfo> dismissed = write(() -> writes.dismiss(address));
    dismissed.outcome().ifPresent(account -> delete(account.id()));
    return dismissed;
  }

  /** Ends deletions that were interrupted. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void endDeletions() {
    contested.call(writes::leaving).orElse(List.of()).forEach(this::delete);
  }

  private void delete(long id) {
    try {
      writes.clear(id);
      Optional<Boolean> done =
          contested.call(
              () -> {
                writes.delete(id);
                return true;
              });
      if (done.isEmpty()) {
        LOG.log(System.Logger.Level.WARNING, "event=deletion-goes-on-later account=" + id);
      }
    } catch (RuntimeException e) {
      Outage.tell(
          LOG, System.Logger.Level.WARNING, "event=deletion-goes-on-later account=" + id, e);
    }
  }

  private Result<AccountInfo> write(Supplier<Result<AccountInfo>> work) {
    return contested
        .call(work)
        .orElseGet(
            () ->
                Result.refused(
                    Objection.conflict("address", "is being changed by others; try again")));
  }
}
