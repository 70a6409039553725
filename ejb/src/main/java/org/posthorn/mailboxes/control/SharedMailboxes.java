package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.mailboxes.control.GrantCache.Share;
import org.posthorn.mailboxes.control.Grants.Granted;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Rights;
import org.posthorn.transactions.boundary.Transactions;

/**
 * The mailboxes that an account sees: its own and what others share with it, under {@code Other
 * Users/}, the owner's main address and the owner's name for it. Who shares nothing with anybody
 * and gets nothing shared pays nothing for it.
 */
@ApplicationScoped
public class SharedMailboxes {
  @Inject MailboxDirectory directory;
  @Inject Transactions transactions;
  @Inject Grants grants;
  @Inject GrantCache shares;
  @Inject Directory accounts;

  @Inject
  @ConfigProperty(name = "posthorn.store.shared", defaultValue = "false")
  boolean shared;

  /** {@code all}, or {@code subscribed}: others' mailboxes are listed only where subscribed. */
  @Inject
  @ConfigProperty(name = "posthorn.store.other-users", defaultValue = "all")
  String otherUsers = "all";

  /** How long what other servers withdraw may still be seen, if nothing tells of it. */
  Duration life = Duration.ofSeconds(1);

  /** What an account sees, now. */
  public MailboxList list(long account) {
    return share(account).with(directory.list(account), otherUsers.equals("subscribed"));
  }

  /** What an account may do with a mailbox of somebody else. */
  public Rights rights(long account, long mailbox) {
    return share(account).rights(mailbox);
  }

  private Share share(long account) {
    return shares.of(account, shared ? life.toNanos() : Long.MAX_VALUE, () -> read(account));
  }

  private Share read(long account) {
    List<Granted> granted = transactions.call(() -> grants.to(account));
    if (granted.isEmpty()) {
      return new Share(List.of(), Set.of());
    }
    Set<Long> owners =
        granted.stream().map(some -> some.mailbox().accountId()).collect(Collectors.toSet());
    Map<Long, String> addresses = accounts.addresses(owners);
    List<MailboxList.Mailbox> mailboxes = new ArrayList<>();
    for (Granted some : granted) {
      Optional.ofNullable(addresses.get(some.mailbox().accountId()))
          .flatMap(owner -> name(owner, some.mailbox().name()))
          .map(name -> seen(some, name))
          .ifPresent(mailboxes::add);
    }
    return new Share(mailboxes, owners);
  }

  // What is special to the owner is not to others
  private static MailboxList.Mailbox seen(Granted some, MailboxName name) {
    return new MailboxList.Mailbox(
        some.mailbox().id(),
        name,
        some.mailbox().uidValidity(),
        Optional.empty(),
        some.rights(),
        true);
  }

  /** Empty where the name would break the rules of names, as one that is too long. */
  private static Optional<MailboxName> name(String owner, MailboxName name) {
    String text =
        String.join(
            String.valueOf(MailboxName.SEPARATOR),
            MailboxName.OTHER_USERS.text(),
            owner,
            name.text());
    return MailboxName.parse(text).filter(parsed -> parsed.text().equals(text));
  }
}
