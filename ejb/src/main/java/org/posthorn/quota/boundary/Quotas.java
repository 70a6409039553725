package org.posthorn.quota.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.boundary.Limits;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.accounts.value.LimitsChange;
import org.posthorn.accounts.value.OwnLimits;
import org.posthorn.kernel.Address;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.boundary.StorageUsage;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Quota;
import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.mailstore.Rights;
import org.posthorn.sasl.Login;

/**
 * How much accounts have and may have. Each has one quota root, named by its main address. RFC 9208
 * §3.2.
 */
@ApplicationScoped
public class Quotas {
  @Inject StorageUsage usage;
  @Inject Limits limits;
  @Inject Directory directory;
  @Inject Accounts accounts;
  @Inject Mailboxes mailboxes;

  /**
   * The quota root with a name, of oneself or of a mailbox that one may read; an administrator sees
   * all. RFC 9208 §4.1.1.
   */
  public Outcome<Quota> named(Login who, String root) {
    if (root.equals(who.address())) {
      return Outcome.done(quota(who.accountId(), root));
    }
    Optional<MailboxList.Mailbox> governed = governed(root, mailboxes.seenBy(who.accountId()));
    if (governed.isPresent()) {
      return ofMailbox(governed.get().id());
    }
    if (!administers(who)) {
      return Outcome.refused(Refusal.NOPERM);
    }
    return account(root)
        .map(found -> Outcome.done(quota(found.id(), found.address())))
        .orElseGet(() -> Outcome.refused(Refusal.NONEXISTENT));
  }

  /** A mailbox of somebody else that may be read, and whose owner has this quota root. */
  private static Optional<MailboxList.Mailbox> governed(String root, MailboxList list) {
    String above =
        MailboxName.OTHER_USERS.text() + MailboxName.SEPARATOR + root + MailboxName.SEPARATOR;
    return list.foreign().values().stream()
        .filter(mailbox -> Permission.READ.isIn(mailbox.rights()))
        .filter(mailbox -> mailbox.name().text().startsWith(above))
        .findAny();
  }

  /** The quota root of a mailbox; needs {@code r}. RFC 9208 §4.1.2. */
  public Outcome<Quota> ofMailbox(long account, long mailbox) {
    Rights rights = mailboxes.rights(account, mailbox);
    return Permission.READ.isIn(rights) ? ofMailbox(mailbox) : Outcome.refused(rights.refusal());
  }

  private Outcome<Quota> ofMailbox(long mailbox) {
    OptionalLong owner = usage.owner(mailbox);
    if (owner.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    long account = owner.getAsLong();
    return Optional.ofNullable(directory.addresses(List.of(account)).get(account))
        .map(root -> Outcome.done(quota(account, root)))
        .orElseGet(() -> Outcome.refused(Refusal.NONEXISTENT));
  }

  /** Sets all limits of a quota root, by an administrator. RFC 9208 §4.1.3. */
  public Outcome<Quota> change(Login who, String root, QuotaLimits wanted) {
    if (!administers(who)) {
      return Outcome.refused(Refusal.NOPERM);
    }
    Optional<AccountRef> found = account(root);
    if (found.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    Address address = Address.stored(found.get().address());
    LimitsChange change = LimitsChange.to(OwnLimits.exactly(wanted));
    return accounts.change(address, AccountChange.ofLimits(change)).outcome().isPresent()
        ? Outcome.done(quota(found.get().id(), found.get().address()))
        : Outcome.refused(Refusal.NONEXISTENT);
  }

  /** What an account has and may have. */
  public Quota ofAccount(long account, String address) {
    return quota(account, address);
  }

  /** Whether so much more may come to a mailbox; never by an account without {@code i}. */
  public boolean hasRoom(long account, long mailbox, long messages, long octets) {
    return Permission.INSERT.isIn(mailboxes.rights(account, mailbox))
        && usage.hasRoomIn(mailbox, messages, octets);
  }

  /** Whether one more message may come to an account, of so many octets. */
  public boolean takes(long account, long octets) {
    return usage.hasRoom(account, 1, Math.max(1, octets));
  }

  private Quota quota(long account, String root) {
    return new Quota(root, usage.used(account), limits.of(account));
  }

  private boolean administers(Login who) {
    return account(who.address())
        .filter(ref -> ref.id() == who.accountId() && ref.administrator())
        .isPresent();
  }

  private Optional<AccountRef> account(String address) {
    return Address.known(address).flatMap(directory::account);
  }
}
