package org.posthorn.accounts.control;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.accounts.entity.Account;
import org.posthorn.accounts.entity.AccountAddress;
import org.posthorn.accounts.entity.Alias;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;

/** What must hold before an account is changed; looks at the database, not at caches. */
@Dependent
public class AccountRules {
  /** Most addresses of one account. */
  static final int MAX_ADDRESSES = 1000;

  @PersistenceContext EntityManager entities;
  @Inject Domains domains;

  /** Whether the password may become somebody's. */
  public Optional<Objection> password(String password) {
    return Passwords.objection(password).map(why -> Objection.invalid("password", why));
  }

  /** Whether an address is free and in a domain of ours. */
  public Optional<Objection> free(String field, Address address) {
    if (domains.find(address.domain()).isEmpty()) {
      return Optional.of(
          Objection.invalid(field, "has a domain that does not exist here: " + address.domain()));
    }
    if (alias(address).isPresent()) {
      return Optional.of(Objection.conflict(field, "is an alias already: " + address));
    }
    return row(address).isPresent() ? Optional.of(taken(field, address)) : Optional.empty();
  }

  /** Whether all the addresses can become the account's. */
  public Optional<Objection> free(String field, Account account, List<Address> addresses) {
    if (account.addresses().size() + addresses.size() > MAX_ADDRESSES) {
      return Optional.of(
          Objection.invalid(field, "would give more than " + MAX_ADDRESSES + " addresses"));
    }
    Set<String> seen = new HashSet<>();
    return addresses.stream()
        .map(a -> seen.add(a.lookupKey()) ? free(field, a) : Optional.of(taken(field, a)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Whether the account can do without the addresses. */
  public Optional<Objection> removable(
      String field, Account account, Collection<Address> addresses) {
    for (Address address : addresses) {
      if (!account.has(address)) {
        return Optional.of(
            Objection.invalid(field, "has an address that is not the account's: " + address));
      }
      if (account.mainAddress().lookupKey().equals(address.lookupKey())) {
        return Optional.of(Objection.conflict(field, "has the account's main address: " + address));
      }
    }
    return Optional.empty();
  }

  /** What speaks against a change. */
  public Optional<Objection> objection(Account account, AccountChange wanted) {
    return wanted
        .disabled()
        .filter(d -> d)
        .flatMap(d -> dispensable("disabled", "must stay false", account))
        .or(
            () ->
                wanted
                    .administrator()
                    .filter(a -> !a)
                    .flatMap(a -> dispensable("admin", "must stay true", account)))
        .or(() -> removable("removeAddresses", account, wanted.removed()))
        .or(() -> free("addAddresses", account, wanted.added()));
  }

  /**
   * Lets transactions that may take away the last administrator follow each other, on all servers:
   * until this one ends, others wait here. To be called before anything is read.
   */
  public void oneAfterAnother() {
    int rows =
        entities
            .createNativeQuery("UPDATE turn SET taken = taken + 1 WHERE name = 'administrators'")
            .executeUpdate();
    if (rows != 1) {
      throw new IllegalStateException("the turn of administrators is missing");
    }
  }

  /**
   * Lets transactions that change the same account follow each other, and reads it anew.
   *
   * @return whether it is still there
   */
  public boolean hold(Account account) {
    boolean there =
        entities
                .createNativeQuery("UPDATE account SET leaving = leaving WHERE id = ?1")
                .setParameter(1, account.id())
                .executeUpdate()
            == 1;
    if (there) {
      entities.refresh(account);
    }
    return there && !account.leaving();
  }

  /** Whether somebody else is left to administer the installation. */
  public Optional<Objection> dispensable(String field, String reason, Account account) {
    boolean last =
        account.administrator()
            && !account.loginDisabled()
            && entities
                    .createNamedQuery(Account.ADMINISTRATORS, Account.class)
                    .setMaxResults(2)
                    .getResultList()
                    .size()
                < 2;
    return last
        ? Optional.of(
            Objection.conflict(field, reason + ": there is no other administrator who can log in"))
        : Optional.empty();
  }

  /** The objection to an address that leads to an account already. */
  public static Objection taken(String field, Address address) {
    return Objection.conflict(field, "belongs to an account already: " + address);
  }

  /** The account of an address. */
  public Optional<Account> account(Address address) {
    return row(address).map(AccountAddress::account);
  }

  /** The alias that has an address. */
  public Optional<Alias> alias(Address address) {
    return entities
        .createNamedQuery(Alias.BY_KEY, Alias.class)
        .setParameter("key", address.lookupKey())
        .getResultStream()
        .findAny();
  }

  private Optional<AccountAddress> row(Address address) {
    return entities
        .createNamedQuery(AccountAddress.BY_KEY, AccountAddress.class)
        .setParameter("key", address.lookupKey())
        .getResultStream()
        .findAny();
  }
}
