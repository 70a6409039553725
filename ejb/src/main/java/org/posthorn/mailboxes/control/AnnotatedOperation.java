package org.posthorn.mailboxes.control;

import java.util.Set;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxChange;

/**
 * Raises the mod-sequence of a mailbox whose annotations have changed; no message has. RFC 7162
 * §3.2.
 */
final class AnnotatedOperation extends Operation<Boolean> {
  private static final FlagChange NOTHING = new FlagChange(FlagChange.Operation.ADD, Flags.NONE);

  private final long mailboxId;

  AnnotatedOperation(long mailboxId) {
    this.mailboxId = mailboxId;
  }

  @Override
  Set<Long> mailboxes() {
    return Set.of(mailboxId);
  }

  @Override
  Boolean plan(Batch batch) {
    batch
        .view(mailboxId)
        .ifPresent(
            before ->
                batch.change(
                    before,
                    new MailboxChange.Flagged(before.highestModSeq() + 1, UidSet.EMPTY, NOTHING)));
    return true;
  }
}
