package org.posthorn.mailboxes.control;

import java.util.Collection;
import java.util.Set;

/** Deletes mailboxes with all that is in them. */
final class DeleteOperation extends Operation<Boolean> {
  private final Collection<Long> mailboxIds;
  private final MailboxRows rows;

  DeleteOperation(Collection<Long> mailboxIds, MailboxRows rows) {
    this.mailboxIds = mailboxIds;
    this.rows = rows;
  }

  @Override
  Set<Long> mailboxes() {
    return Set.of();
  }

  @Override
  Boolean plan(Batch batch) {
    boolean any = false;
    for (long mailboxId : mailboxIds) {
      any |= rows.delete(mailboxId);
      batch.deleted(mailboxId);
    }
    return any;
  }
}
