package org.posthorn.mailboxes.control;

import java.util.Optional;
import java.util.Set;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.entity.ParcelRow;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Permission;

/** Lets a parcel of copies come to a mailbox, all of them by one row. */
final class ParcelOperation extends Operation<Outcome<AddedMessages>> {
  private final Actor actor;
  private final long from;
  private final UidSet uids;
  private final long to;
  private final Parcels.Parcel parcel;
  private final QuotaAllowance allowance;
  private boolean outdated;

  ParcelOperation(
      Actor actor,
      long from,
      UidSet uids,
      long to,
      Parcels.Parcel parcel,
      QuotaAllowance allowance) {
    this.actor = actor;
    this.from = from;
    this.uids = uids;
    this.to = to;
    this.parcel = parcel;
    this.allowance = allowance;
  }

  @Override
  int weight() {
    return parcel.arrivals().count();
  }

  @Override
  Set<Long> mailboxes() {
    return from == to ? Set.of(from) : Set.of(from, to);
  }

  /**
   * Whether the parcel must be made anew, because the mailbox got other keywords or the account
   * other rights meanwhile.
   */
  boolean outdated() {
    return outdated;
  }

  /** Why an account may not copy from a mailbox to another; within a transaction. */
  static Optional<Refusal> refusal(Actor actor, long from, long to) {
    return actor.refusal(from, Permission.READ).or(() -> actor.refusal(to, Permission.INSERT));
  }

  /** Why messages cannot be copied from a view to another. */
  static Optional<Refusal> refusal(MailboxView source, UidSet uids, MailboxView target) {
    if (source.count(uids) != uids.size()) {
      return Optional.of(Refusal.EXPUNGEISSUED); // RFC 9051 §6.4.7: all or none
    }
    return target.uidNext() + uids.size() > UidSet.MAX
        ? Optional.of(Refusal.LIMIT)
        : Optional.empty();
  }

  @Override
  Outcome<AddedMessages> plan(Batch batch) {
    Optional<Refusal> forbidden = refusal(actor, from, to);
    if (forbidden.isPresent()) {
      return Outcome.refused(forbidden.get());
    }
    Optional<MailboxView> source = batch.view(from);
    Optional<MailboxView> target = batch.view(to);
    if (source.isEmpty() || target.isEmpty()) {
      return Outcome.refused(Refusal.NONEXISTENT);
    }
    MailboxView before = target.get();
    Optional<Refusal> refusal = refusal(source.get(), uids, before);
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    int count = parcel.arrivals().count();
    if (!batch.fit(before, count)) {
      return Outcome.refused(Refusal.LIMIT);
    }
    outdated = !parcel.arrivals().match(before) || !parcel.rights().equals(actor.rights(to));
    if (outdated) {
      return Outcome.refused(Refusal.UNAVAILABLE);
    }
    if (!allowance.unlimited() && !batch.takes(allowance, count, parcel.arrivals().octets())) {
      return Outcome.refused(Refusal.OVERQUOTA);
    }
    long first = before.uidNext();
    MailboxView after =
        batch.parcel(before, parcel.arrivals(), new ParcelRow(parcel.id(), parcel.parts(), first));
    return Outcome.done(
        new AddedMessages(
            after.uidValidity(), uids, UidSet.range(first, first + count - 1), after));
  }
}
