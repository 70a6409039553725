package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.mailboxes.entity.Mailbox;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;

/** Knows what accounts may do. */
@ApplicationScoped
public class Actors {
  @Inject Owners owners;
  @Inject Grants grants;
  @Inject SharedMailboxes shared;

  /** An account that is about to change something. */
  Actor of(long account) {
    return new Actor(account, owners, grants);
  }

  /**
   * Why an account may not do something with a mailbox, now; empty when it may. Within the
   * transaction that does it.
   */
  public Optional<Refusal> refusal(long account, long mailbox, Permission needed) {
    return of(account).refusal(mailbox, needed);
  }

  /** Whose a mailbox is, now; empty when it is gone. Within a transaction. */
  public Optional<Long> ownerNow(long mailbox) {
    return grants.mailbox(mailbox).map(Mailbox::accountId);
  }

  /** Whose a mailbox is, as far as is remembered; empty when there was none such. */
  public OptionalLong owner(long mailbox) {
    return owners.of(mailbox);
  }

  /** Whether a mailbox is an account's own, which it is for ever. Not within a transaction. */
  public boolean owns(long account, long mailbox) {
    OptionalLong owner = owners.of(mailbox);
    return owner.isPresent() && owner.getAsLong() == account;
  }

  /**
   * What an account may do with a mailbox, as far as is remembered: all with its own, nothing with
   * one that is gone. For who only reads; not within a transaction.
   */
  public Rights rights(long account, long mailbox) {
    OptionalLong owner = owners.of(mailbox);
    if (owner.isEmpty()) {
      return Rights.NONE;
    }
    return owner.getAsLong() == account ? Rights.ALL : shared.rights(account, mailbox);
  }
}
