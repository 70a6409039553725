package org.posthorn.mailboxes.control;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.FlagBits;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.Keywords;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.StoreResult;

/**
 * Changes flags, as far as the account may: those that it may not change stay. Messages whose flags
 * stay as they are keep their mod-sequence.
 */
final class StoreOperation extends Operation<Outcome<StoreResult>> {
  /** To change all flags. RFC 4314 §4. */
  private static final Rights FLAGS =
      Rights.of(Rights.Right.SEEN, Rights.Right.WRITE, Rights.Right.DELETE_MESSAGES);

  private final Actor actor;
  private final long mailboxId;
  private final UidSet uids;
  private final FlagChange change;
  private final OptionalLong unchangedSince;

  StoreOperation(
      Actor actor, long mailboxId, UidSet uids, FlagChange change, OptionalLong unchangedSince) {
    this.actor = actor;
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
  Outcome<StoreResult> plan(Batch batch) {
    Rights rights = actor.rights(mailboxId);
    if (!Permission.READ.isIn(rights) || !Permission.FLAG.isIn(rights)) {
      return Outcome.refused(rights.refusal());
    }
    Optional<MailboxView> known = batch.view(mailboxId);
    if (known.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    if (rights.hasAll(FLAGS)) {
      return apply(change, unchangedSince, uids, known.get(), batch);
    }
    Flags settable = rights.settable(change.flags());
    if (settable.equals(Flags.NONE) && !change.flags().equals(Flags.NONE)) {
      return Outcome.refused(Refusal.NOPERM);
    }
    return change.operation() == FlagChange.Operation.REPLACE
        ? replace(settable, rights, known.get(), batch)
        : apply(
            new FlagChange(change.operation(), settable), unchangedSince, uids, known.get(), batch);
  }

  // The flags that may not be changed stay: what is not named goes first, what is named comes.
  private Outcome<StoreResult> replace(
      Flags named, Rights rights, MailboxView before, Batch batch) {
    FlagChange addition = new FlagChange(FlagChange.Operation.ADD, named);
    if (before.bitsFor(addition).isEmpty()) { // before anything is changed
      return Outcome.refused(Refusal.LIMIT);
    }
    FlagChange removal = new FlagChange(FlagChange.Operation.REMOVE, others(named, rights, before));
    Outcome<StoreResult> first = apply(removal, unchangedSince, uids, before, batch);
    if (first instanceof Outcome.Refused) {
      return first;
    }
    StoreResult removed = first.result().orElseThrow();
    UidSet rest = removed.modified().isEmpty() ? uids : uids.minus(removed.modified());
    return apply(addition, OptionalLong.empty(), rest, removed.view(), batch)
        .result()
        .map(
            added ->
                Outcome.done(
                    new StoreResult(
                        removed.changed().union(added.changed()),
                        removed.modified(),
                        added.view())))
        .orElseThrow();
  }

  private static Flags others(Flags named, Rights rights, MailboxView view) {
    Keywords kept = new Keywords(named.keywords());
    List<String> keywords =
        rights.has(Rights.Right.WRITE)
            ? view.keywords().names().stream().filter(keyword -> kept.indexOf(keyword) < 0).toList()
            : List.of();
    return new Flags(rights.settableSystem() & ~named.system(), keywords);
  }

  private Outcome<StoreResult> apply(
      FlagChange what, OptionalLong since, UidSet messages, MailboxView before, Batch batch) {
    Optional<FlagBits> found = before.bitsFor(what);
    if (found.isEmpty()) {
      return Outcome.refused(Refusal.LIMIT);
    }
    FlagBits bits = found.get();
    UidSet.Builder changed = UidSet.builder();
    UidSet.Builder modified = UidSet.builder();
    for (int r = 0; r < messages.ranges(); r++) {
      int at = before.indexOf(messages.first(r));
      MailboxCursor cursor = before.cursor(at >= 0 ? at : -at - 1);
      while (cursor.next() && cursor.uid() <= messages.last(r)) {
        if (since.isPresent() && cursor.modSeq() > since.getAsLong()) {
          modified.add(cursor.uid());
        } else if (cursor.changedBy(what, bits)) {
          changed.add(cursor.uid());
        }
      }
    }
    UidSet touched = changed.build();
    MailboxView after =
        touched.isEmpty()
            ? before
            : batch.change(
                before, new MailboxChange.Flagged(before.highestModSeq() + 1, touched, what));
    return Outcome.done(new StoreResult(touched, modified.build(), after));
  }
}
