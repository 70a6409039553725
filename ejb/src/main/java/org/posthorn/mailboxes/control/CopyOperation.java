package org.posthorn.mailboxes.control;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;

/** Copies messages, and expunges them where they were when it is a move. */
final class CopyOperation extends Operation<Outcome<AddedMessages>> {
  private final Actor actor;
  private final long from;
  private final UidSet uids;
  private final long to;
  private final boolean move;
  private final QuotaAllowance allowance;
  private final Clock clock;

  CopyOperation(
      Actor actor,
      long from,
      UidSet uids,
      long to,
      boolean move,
      QuotaAllowance allowance,
      Clock clock) {
    this.actor = actor;
    this.from = from;
    this.uids = uids;
    this.to = to;
    this.move = move;
    this.allowance = allowance;
    this.clock = clock;
  }

  @Override
  int weight() {
    return (int) Math.min(Integer.MAX_VALUE, uids.size());
  }

  @Override
  Set<Long> mailboxes() {
    return from == to ? Set.of(from) : Set.of(from, to);
  }

  @Override
  Outcome<AddedMessages> plan(Batch batch) {
    Optional<Refusal> refusal =
        move // RFC 6851 §4.2
            ? actor.refusal(from, Permission.READ, Permission.TAKE)
            : actor.refusal(from, Permission.READ);
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    Rights rights = actor.rights(to);
    if (!Permission.INSERT.isIn(rights)) {
      return Outcome.refused(rights.refusal());
    }
    Optional<MailboxView> source = batch.view(from);
    Optional<MailboxView> target = batch.view(to);
    if (source.isEmpty() || target.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    MailboxView before = target.get();
    UidSet present = source.get().present(uids);
    if (!move && !present.equals(uids)) {
      return Outcome.refused(Refusal.EXPUNGEISSUED); // RFC 9051 §6.4.7: all or none
    }
    if (present.isEmpty()) {
      return Outcome.done(
          new AddedMessages(before.uidValidity(), UidSet.EMPTY, UidSet.EMPTY, before));
    }
    if (from != to || !move) {
      int many = (int) Math.min(Integer.MAX_VALUE, present.size());
      if (!batch.fit(before, many)) {
        return Outcome.refused(Refusal.LIMIT);
      }
    }
    List<MailboxChange.Message> copies = copies(source.get(), present, rights, before.uidNext());
    long uid = before.uidNext() + copies.size();
    if (uid > UidSet.MAX) {
      return Outcome.refused(Refusal.LIMIT);
    }
    if (!allowance.unlimited() && !batch.takes(allowance, copies.size(), octets(copies))) {
      return Outcome.refused(Refusal.OVERQUOTA);
    }
    MailboxView after =
        batch.change(before, new MailboxChange.Added(before.highestModSeq() + 1, copies));
    if (move) {
      MailboxView left = from == to ? after : source.get();
      MailboxView rest =
          batch.change(left, new MailboxChange.Expunged(left.highestModSeq() + 1, present));
      after = from == to ? rest : after;
    }
    return Outcome.done(
        new AddedMessages(
            after.uidValidity(), present, UidSet.range(before.uidNext(), uid - 1), after));
  }

  private static long octets(List<MailboxChange.Message> messages) {
    return messages.stream().mapToLong(MailboxChange.Message::size).sum();
  }

  private List<MailboxChange.Message> copies(
      MailboxView source, UidSet present, Rights rights, long firstUid) {
    long now = clock.instant().getEpochSecond();
    long uid = firstUid;
    List<MailboxChange.Message> copies = new ArrayList<>();
    for (int r = 0; r < present.ranges(); r++) {
      MailboxCursor cursor = source.cursor(source.indexOf(present.first(r)));
      while (cursor.next() && cursor.uid() <= present.last(r)) {
        copies.add(
            new MailboxChange.Message(
                uid++,
                rights.settable(source.keywords().flags(cursor.bits())), // RFC 4314 §4
                cursor.octets(),
                cursor.internalDate(),
                now,
                cursor.contentId()));
      }
    }
    return copies;
  }
}
