package org.posthorn.mailboxes.control;

import java.util.Collection;
import java.util.Set;

/** Deletes mailboxes; what is in them is cleared later. */
final class DeleteOperation extends Operation<Boolean> {
  private static final int ROWS = 3; // of a mailbox, at least

  private final Collection<Long> mailboxIds;
  private final MailboxRows rows;
  private final ChangeNumbers numbers;
  private final FolderLog folders;

  DeleteOperation(
      Collection<Long> mailboxIds, MailboxRows rows, ChangeNumbers numbers, FolderLog folders) {
    this.mailboxIds = mailboxIds;
    this.rows = rows;
    this.numbers = numbers;
    this.folders = folders;
  }

  @Override
  int weight() {
    return ROWS * mailboxIds.size();
  }

  @Override
  Set<Long> mailboxes() {
    return Set.of();
  }

  @Override
  Boolean plan(Batch batch) {
    Set<Long> accounts = numbers.accounts(mailboxIds);
    folders.deleting(mailboxIds);
    boolean any = false;
    for (long mailboxId : mailboxIds) {
      any |= rows.bury(mailboxId);
      batch.deleted(mailboxId);
    }
    accounts.forEach(numbers::keep); // nobody writes to them any more
    return any;
  }
}
