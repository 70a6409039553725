package org.posthorn.mailboxes.control;

import java.util.Optional;
import java.util.Set;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;

/** Expunges those of the messages that have {@code \Deleted}. */
final class ExpungeOperation extends Operation<Outcome<MailboxView>> {
  private final Actor actor;
  private final long mailboxId;
  private final UidSet uids;

  ExpungeOperation(Actor actor, long mailboxId, UidSet uids) {
    this.actor = actor;
    this.mailboxId = mailboxId;
    this.uids = uids;
  }

  @Override
  int weight() {
    return (int) Math.min(Integer.MAX_VALUE, uids.size());
  }

  @Override
  Set<Long> mailboxes() {
    return Set.of(mailboxId);
  }

  @Override
  Outcome<MailboxView> plan(Batch batch) {
    Optional<Refusal> refusal = actor.refusal(mailboxId, Permission.READ, Permission.EXPUNGE);
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    Optional<MailboxView> known = batch.view(mailboxId);
    if (known.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    MailboxView before = known.get();
    UidSet.Builder gone = UidSet.builder();
    if (before.deleted() > 0) {
      for (int r = 0; r < uids.ranges(); r++) {
        int at = before.indexOf(uids.first(r));
        MailboxCursor cursor = before.cursor(at >= 0 ? at : -at - 1);
        while (cursor.next() && cursor.uid() <= uids.last(r)) {
          if ((cursor.flags() & Flags.DELETED) != 0) {
            gone.add(cursor.uid());
          }
        }
      }
    }
    UidSet expunged = gone.build();
    return Outcome.done(
        expunged.isEmpty()
            ? before
            : batch.change(
                before, new MailboxChange.Expunged(before.highestModSeq() + 1, expunged)));
  }
}
