package org.posthorn.mailboxes.control;

import java.util.Optional;
import org.posthorn.mailboxes.entity.Mailbox;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;

/**
 * The account on whose behalf something is done, and what it may do with mailboxes. Asked within
 * the transaction of the change itself: what was withdrawn before counts. Own mailboxes cost no
 * query. RFC 4314 §4.
 */
final class Actor {
  private final long account;
  private final Owners owners;
  private final Grants grants;

  Actor(long account, Owners owners, Grants grants) {
    this.account = account;
    this.owners = owners;
    this.grants = grants;
  }

  /** What it may do with a mailbox, now; nothing with one that is gone. */
  Rights rights(long mailbox) {
    Optional<Long> owner = owner(mailbox);
    if (owner.isEmpty()) {
      return Rights.NONE;
    }
    return owner.get() == account ? Rights.ALL : grants.rights(account, mailbox);
  }

  /** Whether a mailbox is its own, now. */
  boolean owns(long mailbox) {
    return owner(mailbox).filter(id -> id == account).isPresent();
  }

  private Optional<Long> owner(long mailbox) {
    return owners.remembered(mailbox).or(() -> grants.mailbox(mailbox).map(Mailbox::accountId));
  }

  /** Why it may not do something with a mailbox; empty when it may. */
  Optional<Refusal> refusal(long mailbox, Permission... needed) {
    Rights rights = rights(mailbox);
    for (Permission one : needed) {
      if (!one.isIn(rights)) {
        return Optional.of(rights.refusal());
      }
    }
    return Optional.empty();
  }
}
