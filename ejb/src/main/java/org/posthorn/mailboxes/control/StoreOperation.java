package org.posthorn.mailboxes.control;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.FlagBits;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Stored;

/** Changes flags. Messages whose flags stay as they are keep their mod-sequence. */
final class StoreOperation extends Operation<Outcome<Stored>> {
  private final long mailboxId;
  private final UidSet uids;
  private final FlagChange change;
  private final OptionalLong unchangedSince;

  StoreOperation(long mailboxId, UidSet uids, FlagChange change, OptionalLong unchangedSince) {
    this.mailboxId = mailboxId;
    this.uids = uids;
    this.change = change;
    this.unchangedSince = unchangedSince;
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
  Outcome<Stored> plan(Batch batch) {
    Optional<MailboxView> known = batch.view(mailboxId);
    if (known.isEmpty()) {
      return Outcome.refused(Outcome.Refusal.NONEXISTENT);
    }
    MailboxView before = known.get();
    Optional<FlagBits> found = before.bitsFor(change);
    if (found.isEmpty()) {
      return Outcome.refused(Outcome.Refusal.LIMIT);
    }
    FlagBits bits = found.get();
    UidSet.Builder changed = UidSet.builder();
    UidSet.Builder modified = UidSet.builder();
    for (int r = 0; r < uids.ranges(); r++) {
      int at = before.indexOf(uids.first(r));
      MailboxCursor cursor = before.cursor(at >= 0 ? at : -at - 1);
      while (cursor.next() && cursor.uid() <= uids.last(r)) {
        if (unchangedSince.isPresent() && cursor.modSeq() > unchangedSince.getAsLong()) {
          modified.add(cursor.uid());
        } else if (cursor.changedBy(change, bits)) {
          changed.add(cursor.uid());
        }
      }
    }
    UidSet touched = changed.build();
    MailboxView after =
        touched.isEmpty()
            ? before
            : batch.change(
                before, new MailboxChange.Flagged(before.highestModSeq() + 1, touched, change));
    return Outcome.done(new Stored(touched, modified.build(), after));
  }
}
