package org.posthorn.mailboxes.control;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;

/** Deletes mailboxes; what is in them is cleared later. */
final class DeleteOperation extends Operation<Outcome<Boolean>> {
  private static final int ROWS = 3; // of a mailbox, at least

  private final Collection<Long> mailboxIds;
  private final MailboxRows rows;
  private final ChangeNumbers numbers;
  private final FolderLog folders;
  private final Optional<Actor> other;

  /** Deletes mailboxes for their owner. */
  DeleteOperation(
      Collection<Long> mailboxIds, MailboxRows rows, ChangeNumbers numbers, FolderLog folders) {
    this(mailboxIds, rows, numbers, folders, Optional.empty());
  }

  /**
   * Deletes mailboxes.
   *
   * @param other who does it, when it is not the owner; its right to is asked here. RFC 4314 §4
   */
  DeleteOperation(
      Collection<Long> mailboxIds,
      MailboxRows rows,
      ChangeNumbers numbers,
      FolderLog folders,
      Optional<Actor> other) {
    this.mailboxIds = mailboxIds;
    this.rows = rows;
    this.numbers = numbers;
    this.folders = folders;
    this.other = other;
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
  Outcome<Boolean> plan(Batch batch) {
    for (long mailboxId : mailboxIds) {
      Optional<Refusal> refusal =
          other.flatMap(actor -> actor.refusal(mailboxId, Permission.DELETE));
      if (refusal.isPresent()) {
        return Outcome.refused(refusal.get());
      }
    }
    Set<Long> accounts = numbers.accounts(mailboxIds);
    folders.deleting(mailboxIds);
    boolean any = rows.bury(mailboxIds);
    mailboxIds.forEach(batch::deleted);
    accounts.forEach(numbers::keep); // nobody writes to them any more
    return Outcome.done(any);
  }
}
