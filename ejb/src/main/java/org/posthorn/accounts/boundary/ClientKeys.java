package org.posthorn.accounts.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.posthorn.accounts.control.AccountRules;
import org.posthorn.accounts.control.AccountsChanged;
import org.posthorn.accounts.control.PublicKeyReader;
import org.posthorn.accounts.entity.Account;
import org.posthorn.accounts.entity.TlsPublicKey;
import org.posthorn.accounts.value.ClientKeyInfo;
import org.posthorn.accounts.value.NewClientKey;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;
import org.posthorn.transactions.boundary.RetryOnConflict;

/**
 * Keeps the keys of TLS client certificates, by which programs log in without a password. An
 * account may have many, one for each device; a key belongs to one account.
 */
@Stateless
public class ClientKeys {
  /** Most keys of one account. */
  static final int MAX_KEYS = 100;

  /** Longest name in characters. */
  public static final int MAX_NAME = 200;

  @PersistenceContext EntityManager entities;
  @Inject AccountRules rules;
  @Inject Event<AccountsChanged> changes;
  @Inject RetryOnConflict contested;
  Clock clock = Clock.systemUTC();

  /** Registers a key; it counts from the next connection on. */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public Result<ClientKeyInfo> add(NewClientKey wanted) {
    Result<PublicKeyReader.Key> read = PublicKeyReader.read(wanted.key());
    if (read.refusal().isPresent()) {
      return Result.refused(read.refusal().get());
    }
    PublicKeyReader.Key key = read.outcome().orElseThrow();
    return contested
        .call(() -> add(wanted, key))
        .orElseGet(
            () ->
                Result.refused(
                    Objection.conflict("address", "is being changed by others; try again")));
  }

  private Result<ClientKeyInfo> add(NewClientKey wanted, PublicKeyReader.Key key) {
    Optional<Account> account = rules.account(wanted.address());
    Optional<Objection> objection = objection(wanted, key, account);
    if (objection.isPresent()) {
      return Result.refused(objection.get());
    }
    OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    TlsPublicKey row =
        new TlsPublicKey(
            key.fingerprint(), key.algorithm(), account.orElseThrow().id(), wanted.address(), now);
    row.describe(wanted.name(), wanted.imapPreauth());
    entities.persist(row);
    entities.flush();
    changes.fire(new AccountsChanged(row.accountId()));
    return Result.done(info(row));
  }

  /** The keys of the account with an address, oldest first; empty when there is no such account. */
  public Optional<List<ClientKeyInfo>> list(Address address) {
    return rules
        .account(address)
        .map(account -> rows(account).stream().map(ClientKeys::info).toList());
  }

  /** The key with a fingerprint. */
  public Optional<ClientKeyInfo> find(String fingerprint) {
    return Optional.ofNullable(entities.find(TlsPublicKey.class, fingerprint))
        .map(ClientKeys::info);
  }

  /** Removes a key: it logs in no more, and IMAP connections by it end. */
  public Result<ClientKeyInfo> remove(String fingerprint) {
    TlsPublicKey row = entities.find(TlsPublicKey.class, fingerprint);
    if (row == null) {
      return Result.refused(Objection.unknown("fingerprint"));
    }
    entities.remove(row);
    entities.flush();
    changes.fire(new AccountsChanged(row.accountId()));
    return Result.done(info(row));
  }

  private Optional<Objection> objection(
      NewClientKey wanted, PublicKeyReader.Key key, Optional<Account> account) {
    if (account.isEmpty()) {
      return Optional.of(Objection.invalid("address", "belongs to no account"));
    }
    if (wanted.name().length() > MAX_NAME
        || wanted.name().codePoints().anyMatch(Character::isISOControl)) {
      return Optional.of(
          Objection.invalid(
              "name", "is longer than " + MAX_NAME + " characters or has control characters"));
    }
    if (entities.find(TlsPublicKey.class, key.fingerprint()) != null) {
      return Optional.of(taken(key));
    }
    return rows(account.get()).size() < MAX_KEYS
        ? Optional.empty()
        : Optional.of(
            Objection.conflict("address", "has " + MAX_KEYS + " keys already; remove one first"));
  }

  private static Objection taken(PublicKeyReader.Key key) {
    return Objection.conflict("key", "is registered already: " + key.fingerprint());
  }

  private List<TlsPublicKey> rows(Account account) {
    return entities
        .createNamedQuery(TlsPublicKey.OF_ACCOUNT, TlsPublicKey.class)
        .setParameter("account", account.id())
        .getResultList();
  }

  private static ClientKeyInfo info(TlsPublicKey row) {
    return new ClientKeyInfo(
        row.fingerprint(),
        row.loginAddress(),
        row.name(),
        row.algorithm(),
        row.imapPreauth(),
        row.created());
  }
}
