package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.accounts.entity.Account;
import org.posthorn.accounts.entity.AccountAddress;
import org.posthorn.accounts.entity.Alias;
import org.posthorn.accounts.entity.TlsPublicKey;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.accounts.value.OwnLimits;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;

/** Reads from the database what {@link AccountCache} remembers. */
@ApplicationScoped
@Transactional
public class AccountRows {
  private static final int IDS_AT_ONCE = 500;

  @PersistenceContext EntityManager entities;
  @Inject Domains domains;

  /** Whether mail for the domain is taken here. */
  public boolean owned(String domain) {
    return domains.find(domain).isPresent();
  }

  /** Whom exactly this address leads to. */
  public Optional<Entry> entry(String lookupKey) {
    return entities
        .createNamedQuery(AccountAddress.BY_KEY, AccountAddress.class)
        .setParameter("key", lookupKey)
        .getResultStream()
        .findAny()
        .map(AccountAddress::account)
        .map(Entry::of);
  }

  /** The alias that has exactly this address. */
  public Optional<AliasInfo> alias(String lookupKey) {
    return entities
        .createNamedQuery(Alias.BY_KEY, Alias.class)
        .setParameter("key", lookupKey)
        .getResultStream()
        .findAny()
        .map(Alias::info);
  }

  /** Whom this address leads to, if they may log in. */
  public Optional<Entry> usable(String lookupKey) {
    return entry(lookupKey).filter(entry -> !entry.loginDisabled());
  }

  /** What SCRAM needs to know, in one query whether there is somebody or not. */
  public Optional<ScramRow> scram(String lookupKey, ScramHash hash) {
    return entities
        .createNamedQuery(
            hash == ScramHash.SHA_256 ? AccountAddress.SCRAM_SHA256 : AccountAddress.SCRAM_SHA1,
            Object[].class)
        .setParameter("key", lookupKey)
        .getResultStream()
        .findAny()
        .map(ScramRow::of);
  }

  /** Keeps the SCRAM-SHA-1 keys of a password, unless the account has another one by now. */
  public void complete(Entry entry, ScramKeys sha1) {
    entities
        .createNamedQuery(Account.COMPLETE)
        .setParameter("salt", sha1.salt())
        .setParameter("iterations", sha1.iterations())
        .setParameter("storedKey", sha1.storedKey())
        .setParameter("serverKey", sha1.serverKey())
        .setParameter("id", entry.id())
        .setParameter("argon2", entry.argon2())
        .executeUpdate();
  }

  /** The row of a TLS client key. */
  public Optional<RegisteredKey> key(String fingerprint) {
    return Optional.ofNullable(entities.find(TlsPublicKey.class, fingerprint))
        .map(RegisteredKey::of);
  }

  /** The limits that an account has of its own. */
  public OwnLimits limits(long account) {
    Account row = entities.find(Account.class, account);
    return row == null ? OwnLimits.DEFAULT : row.limits();
  }

  /** The main addresses of accounts, by their ids; of those that exist. */
  public Map<Long, String> addresses(Collection<Long> accounts) {
    Map<Long, String> addresses = new HashMap<>();
    List<Long> ids = List.copyOf(accounts);
    for (int from = 0; from < ids.size(); from += IDS_AT_ONCE) {
      entities
          .createNamedQuery(AccountAddress.MAIN, AccountAddress.class)
          .setParameter("accounts", ids.subList(from, Math.min(ids.size(), from + IDS_AT_ONCE)))
          .getResultList()
          .forEach(row -> addresses.put(row.account().id(), row.address().toString()));
    }
    return addresses;
  }

  /** The administrator of the longest standing who may log in. */
  public Optional<Entry> administrator() {
    return entities
        .createNamedQuery(Account.ADMINISTRATORS, Account.class)
        .setMaxResults(1)
        .getResultStream()
        .findAny()
        .map(Entry::of);
  }
}
