package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailboxes.entity.Mailbox;
import org.posthorn.transactions.boundary.Transactions;

/** Whose mailboxes are. What was loaded once is remembered: a mailbox never changes hands. */
@ApplicationScoped
public class Owners {
  @Inject Transactions transactions;
  @Inject Grants mailboxes;

  private final ConcurrentHashMap<Long, Long> owners = new ConcurrentHashMap<>();

  /** A mailbox was loaded. */
  void remember(long mailbox, long account) {
    owners.put(mailbox, account);
  }

  /** A mailbox was deleted. */
  void forget(long mailbox) {
    owners.remove(mailbox);
  }

  /** Whose a mailbox is, as far as it is remembered. */
  Optional<Long> remembered(long mailbox) {
    return Optional.ofNullable(owners.get(mailbox));
  }

  /** Whose a mailbox is; empty when there is none such. */
  OptionalLong of(long mailbox) {
    Long known = owners.get(mailbox);
    if (known != null) {
      return OptionalLong.of(known);
    }
    Optional<Mailbox> row = transactions.call(() -> mailboxes.mailbox(mailbox));
    row.ifPresent(found -> remember(mailbox, found.accountId()));
    return row.isPresent() ? OptionalLong.of(row.get().accountId()) : OptionalLong.empty();
  }
}
