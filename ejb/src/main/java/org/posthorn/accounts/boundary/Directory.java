package org.posthorn.accounts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.posthorn.accounts.control.AccountCache;
import org.posthorn.accounts.control.Entry;
import org.posthorn.kernel.Address;

/**
 * Tells whom an address leads to, mostly from memory. Needs no transaction. A change made by this
 * server is seen at once, one made by another server within ten seconds.
 */
@ApplicationScoped
public class Directory {
  private static final String POSTMASTER = "postmaster";

  @Inject AccountCache accounts;

  /**
   * Who gets mail for this address: the account that has it; else the account that has it without
   * the text from the first {@code +} of the local part on; else, for postmaster (RFC 5321 §4.5.1),
   * an administrator.
   */
  public Optional<AccountRef> find(Address address) {
    if (!accounts.owned(address.domain())) {
      return Optional.empty();
    }
    return accounts
        .entry(address)
        .or(() -> withoutTag(address))
        .or(() -> postmaster(address))
        .map(AccountRef::of);
  }

  /** The account that has exactly this address, by which it may log in. */
  public Optional<AccountRef> account(Address address) {
    return accounts.entry(address).map(AccountRef::of);
  }

  /** The main addresses of accounts, by their ids; of those that exist. Asks the database. */
  public Map<Long, String> addresses(Collection<Long> accountIds) {
    return accounts.addresses(accountIds);
  }

  /** Whether mail for this domain, in its Unicode or ASCII form, is ours. */
  public boolean ownsDomain(String domain) {
    return Address.domain(domain).filter(accounts::owned).isPresent();
  }

  /** Whether mail for the sender's address would come to the account, so it may send as it. */
  public boolean owns(long account, Address sender) {
    return find(sender).filter(ref -> ref.id() == account).isPresent();
  }

  private Optional<Entry> withoutTag(Address address) {
    int plus = address.localPart().indexOf('+');
    return plus <= 0
        ? Optional.empty()
        : accounts.entry(new Address(address.localPart().substring(0, plus), address.domain()));
  }

  private Optional<Entry> postmaster(Address address) {
    return address.localPart().equalsIgnoreCase(POSTMASTER)
        ? accounts.administrator()
        : Optional.empty();
  }
}
