package org.posthorn.mailboxes.control;

import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.MailboxChange;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;

/** Puts a message into a mailbox and expunges the one that it stands for. RFC 8508. */
final class ReplaceOperation extends Operation<Outcome<AddedMessages>> {
  private final Actor actor;
  private final long from;
  private final UidSet old;
  private final long to;
  private final boolean sameAccount;
  private final AppendOperation append;

  ReplaceOperation(
      Actor actor, long from, long uid, long to, boolean sameAccount, AppendOperation append) {
    this.actor = actor;
    this.from = from;
    this.old = UidSet.range(uid, uid);
    this.to = to;
    this.sameAccount = sameAccount;
    this.append = append;
  }

  @Override
  Set<Long> mailboxes() {
    return from == to ? Set.of(from) : Set.of(from, to);
  }

  @Override
  LongStream newContent() {
    return append.newContent();
  }

  @Override
  long newOctets() {
    return append.newOctets();
  }

  @Override
  Outcome<AddedMessages> plan(Batch batch) {
    Optional<Refusal> refusal =
        actor.refusal(from, Permission.READ, Permission.TAKE); // RFC 8508 §4.1
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    Optional<MailboxView> source = batch.view(from);
    if (source.isEmpty() || source.get().present(old).isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    Outcome<AddedMessages> outcome =
        sameAccount // what goes makes room for what comes
            ? append.plan(batch, 1, source.get().octets(source.get().indexOf(old.first(0))))
            : append.plan(batch);
    if (outcome.result().isEmpty()) {
      return outcome;
    }
    AddedMessages placed = outcome.result().get();
    MailboxView left = from == to ? placed.view() : source.get();
    MailboxView rest =
        batch.change(left, new MailboxChange.Expunged(left.highestModSeq() + 1, old));
    return Outcome.done(
        new AddedMessages(
            placed.uidValidity(), old, placed.target(), from == to ? rest : placed.view()));
  }
}
