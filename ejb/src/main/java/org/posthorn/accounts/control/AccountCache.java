package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.accounts.value.OwnLimits;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.SteadyClock;

/**
 * Finds accounts without asking the database each time. A change counts at once, here and on the
 * other servers, which are told ({@link AccountsFeed}); should that fail, within {@link #LIFE}.
 */
@ApplicationScoped
public class AccountCache {
  /** How long another server's change may go unnoticed. */
  static final Duration LIFE = Duration.ofSeconds(10);

  private static final int CAPACITY = 100_000;
  private static final String ADMINISTRATOR = ""; // no address has this key

  @Inject AccountRows rows;
  private final ExpiringCache<String, Boolean> domains;
  private final ExpiringCache<String, Optional<Entry>> entries;
  private final ExpiringCache<String, Optional<AliasInfo>> aliases;
  private final ExpiringCache<String, Optional<RegisteredKey>> keys;
  private final ExpiringCache<Long, OwnLimits> limits;

  public AccountCache() {
    this(SteadyClock.steady());
  }

  AccountCache(Clock clock) {
    domains = new ExpiringCache<>(CAPACITY, LIFE, clock);
    entries = new ExpiringCache<>(CAPACITY, LIFE, clock);
    aliases = new ExpiringCache<>(CAPACITY, LIFE, clock);
    keys = new ExpiringCache<>(CAPACITY, LIFE, clock);
    limits = new ExpiringCache<>(CAPACITY, LIFE, clock);
  }

  /** Whether mail for the domain, in its normal form, is taken here. */
  public boolean owned(String domain) {
    return domains.get(domain, rows::owned);
  }

  /** Whom exactly this address leads to. */
  public Optional<Entry> entry(Address address) {
    if (!owned(address.domain())) {
      return Optional.empty();
    }
    return entries.get(address.lookupKey(), rows::entry);
  }

  /** The alias that has exactly this address. */
  public Optional<AliasInfo> alias(Address address) {
    return owned(address.domain())
        ? aliases.get(address.lookupKey(), rows::alias)
        : Optional.empty();
  }

  /** Looks an address up in the database when it is next asked for. */
  public void forget(Address address) {
    aliases.remove(address.lookupKey());
    entries.remove(address.lookupKey());
  }

  /** The TLS client key with a fingerprint, if somebody has registered it. */
  public Optional<RegisteredKey> key(String fingerprint) {
    return keys.get(fingerprint, rows::key);
  }

  /** The main addresses of accounts, by their ids, from the database. */
  public Map<Long, String> addresses(Collection<Long> accountIds) {
    return accountIds.isEmpty() ? Map.of() : rows.addresses(accountIds);
  }

  /** The limits that an account has of its own. */
  public OwnLimits limits(long account) {
    return limits.get(account, rows::limits);
  }

  /** Who gets what nobody else is responsible for. */
  public Optional<Entry> administrator() {
    return entries.get(ADMINISTRATOR, key -> rows.administrator());
  }

  /** Looks everybody up anew. */
  void forgetAccounts() {
    entries.clear();
    aliases.clear();
    keys.clear();
    limits.clear();
  }

  /** Looks all domains up anew. */
  void forgetDomains() {
    domains.clear();
  }
}
