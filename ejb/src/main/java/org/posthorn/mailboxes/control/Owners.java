package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailboxes.entity.Mailbox;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Whose mailboxes are, and what for. What was loaded once is remembered: a mailbox never changes
 * hands, nor its special use.
 */
@ApplicationScoped
public class Owners {
  @Inject Transactions transactions;
  @Inject Grants mailboxes;

  private final ConcurrentHashMap<Long, Long> owners = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Long, SpecialUse> uses = new ConcurrentHashMap<>();

  /** A mailbox was loaded. */
  void remember(Mailbox mailbox) {
    mailbox.listed().use().ifPresent(use -> uses.put(mailbox.id(), use));
    owners.put(mailbox.id(), mailbox.accountId());
  }

  /** A mailbox was deleted. */
  void forget(long mailbox) {
    owners.remove(mailbox);
    uses.remove(mailbox);
  }

  /** Whose a mailbox is, as far as it is remembered. */
  Optional<Long> remembered(long mailbox) {
    return Optional.ofNullable(owners.get(mailbox));
  }

  /** What a mailbox is for, whose owner was asked for before; empty when for nothing special. */
  Optional<SpecialUse> use(long mailbox) {
    return Optional.ofNullable(uses.get(mailbox));
  }

  /** Whose a mailbox is; empty when there is none such. */
  OptionalLong of(long mailbox) {
    Long known = owners.get(mailbox);
    if (known != null) {
      return OptionalLong.of(known);
    }
    Optional<Mailbox> row = transactions.call(() -> mailboxes.mailbox(mailbox));
    row.ifPresent(this::remember);
    return row.isPresent() ? OptionalLong.of(row.get().accountId()) : OptionalLong.empty();
  }
}
