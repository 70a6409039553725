package org.posthorn.accounts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.accounts.control.AccountCache;
import org.posthorn.accounts.control.Entry;
import org.posthorn.accounts.control.OwnHost;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.kernel.Address;

/**
 * Tells whom an address leads to, mostly from memory. Needs no transaction. A change is seen at
 * once on this server and told to the others, which see it within ten seconds in any case.
 */
@ApplicationScoped
public class Directory {
  /** Who has to be reached in each domain. RFC 5321 §4.5.1, RFC 2142 §4. */
  private static final Set<String> ROLES = Set.of("postmaster", "abuse");

  @Inject AccountCache accounts;
  @Inject OwnHost host;

  /**
   * Who gets mail for this address: the account that has it; else the account that has it without
   * the text from the first {@code +} of the local part on; else, for postmaster and abuse of a
   * domain of ours or of this host and for MAILER-DAEMON of this host, an administrator.
   */
  public Optional<AccountRef> find(Address address) {
    Optional<Entry> entry = Optional.empty();
    if (accounts.owned(address.domain())) {
      entry = accounts.entry(address).or(() -> withoutTag(address)).or(() -> role(address));
    }
    return entry
        .or(() -> host.hasRole(address) ? accounts.administrator() : Optional.empty())
        .map(AccountRef::of);
  }

  /**
   * The alias for this address: the one that has it; else, where no account has it either, the one
   * that has it without the text from the first {@code +} of the local part on.
   */
  public Optional<AliasInfo> alias(Address address) {
    Optional<AliasInfo> exact = accounts.alias(address);
    return exact.isPresent() || accounts.entry(address).isPresent()
        ? exact
        : base(address).flatMap(accounts::alias);
  }

  /**
   * The same from the database, before mail is given back for want of an account: another server
   * may have made or removed it a moment ago. An alias is looked up anew after it, too.
   */
  public Optional<AccountRef> findAnew(Address address) {
    accounts.forget(address);
    base(address).ifPresent(accounts::forget);
    return find(address);
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

  /**
   * Whether the account may send as this address: because mail for it would come to the account, or
   * because it is an alias whose members may, and the account is one.
   */
  public boolean owns(long account, Address sender) {
    Optional<AliasInfo> alias = alias(sender);
    return alias.isPresent()
        ? alias.get().sendAs() && isMember(alias.get(), account)
        : find(sender).filter(ref -> ref.id() == account).isPresent();
  }

  /** Whether one of the members of an alias is the account. */
  public boolean isMember(AliasInfo alias, long account) {
    return alias.members().stream()
        .map(each -> accounts.entry(each.address()))
        .flatMap(Optional::stream)
        .anyMatch(entry -> entry.id() == account);
  }

  private Optional<Entry> withoutTag(Address address) {
    return base(address).flatMap(accounts::entry);
  }

  private static Optional<Address> base(Address address) {
    int plus = address.localPart().indexOf('+');
    return plus <= 0
        ? Optional.empty()
        : Optional.of(new Address(address.localPart().substring(0, plus), address.domain()));
  }

  private Optional<Entry> role(Address address) {
    return ROLES.contains(address.localPart().toLowerCase(Locale.ROOT))
        ? accounts.administrator()
        : Optional.empty();
  }
}
