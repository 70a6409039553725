package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessageColumns;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.Rights;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Copies so many messages that others would have to wait: writes them beside the journal, in parts,
 * and has the journal write one row that refers to them. All of them come with that row, or none.
 * RFC 9051 §6.4.7
 */
@ApplicationScoped
public class Parcels {
  private static final int TRIES = 3;
  private static final Duration LIFE = Duration.ofDays(1); // of what nobody refers to

  @Inject Transactions transactions;
  @Inject ParcelRows rows;
  @Inject Views views;
  @Inject Journal journal;
  @Inject MailboxLocks locks;

  /** A large copy takes memory: no more than so many are made at the same moment. */
  private final Semaphore writing = new Semaphore(2);

  private final Clock clock = Clock.systemUTC();
  private final RandomGenerator random = new SecureRandom();

  /**
   * A parcel that was written.
   *
   * @param rights those in the target by which its flags were chosen
   */
  record Parcel(long id, int parts, NewMessageColumns arrivals, Rights rights) {}

  /** Copies messages, all or none. */
  Outcome<AddedMessages> copy(
      Actor actor, long from, UidSet uids, long to, QuotaAllowance allowance) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Rights rights = transactions.call(() -> actor.rights(to)); // looked at again by the journal
      Optional<MailboxView> source = views.local(from);
      Optional<MailboxView> target = views.local(to);
      if (source.isEmpty() || target.isEmpty()) {
        return Outcome.refused(Refusal.NONEXISTENT);
      }
      Optional<Refusal> refusal = transactions.call(() -> ParcelOperation.refusal(actor, from, to));
      if (refusal.isPresent()) {
        return Outcome.refused(refusal.get());
      }
      refusal = ParcelOperation.refusal(source.get(), uids, target.get());
      if (refusal.isPresent()) {
        return Outcome.refused(refusal.get());
      }
      refusal = noRoom(source.get(), uids, target.get(), allowance);
      if (refusal.isPresent()) {
        return Outcome.refused(refusal.get());
      }
      ParcelWriter writer =
          new ParcelWriter(
              part -> transactions.run(() -> rows.write(part)),
              random.nextLong(1, Long.MAX_VALUE),
              target.get(),
              clock.instant().getEpochSecond());
      Parcel parcel = written(writer, source.get(), uids, rights);
      ParcelOperation operation = new ParcelOperation(actor, from, uids, to, parcel, allowance);
      Outcome<AddedMessages> outcome = journal.run(operation);
      if (outcome instanceof Outcome.Done || !operation.outdated()) {
        return outcome; // what did not come is deleted later: a commit in doubt may need it
      }
    }
    return Outcome.refused(Refusal.UNAVAILABLE); // keywords come faster than they can be read
  }

  // Before anything is written; the journal decides.
  private Optional<Refusal> noRoom(
      MailboxView source, UidSet uids, MailboxView target, QuotaAllowance allowance) {
    int count = source.count(uids);
    if (!journal.fit(target, count)) {
      return Optional.of(Refusal.LIMIT);
    }
    return allowance.unlimited() || allowance.fit(count, source.octets(uids))
        ? Optional.empty()
        : Optional.of(Refusal.OVERQUOTA);
  }

  private Parcel written(ParcelWriter writer, MailboxView source, UidSet uids, Rights rights) {
    writing.acquireUninterruptibly();
    try {
      return writer.write(source, uids, rights);
    } finally {
      writing.release();
    }
  }

  /** Deletes parcels that nobody refers to, because they are in a snapshot or never came. */
  public void deleteOld() {
    long before = clock.instant().minus(LIFE).getEpochSecond();
    long after = 0;
    List<ParcelRows.Old> some = old(before, after);
    while (!some.isEmpty()) {
      for (ParcelRows.Old parcel : some) {
        transactions.run(() -> deleteUnlessReferred(parcel));
        after = parcel.id();
      }
      some = old(before, after);
    }
  }

  private List<ParcelRows.Old> old(long before, long after) {
    return transactions.call(() -> rows.old(before, after));
  }

  // Under the lock that a commit holds while it looks whether all parts are there.
  private void deleteUnlessReferred(ParcelRows.Old parcel) {
    locks.lock(new TreeSet<>(List.of(parcel.mailboxId())));
    if (!rows.referred(parcel)) {
      rows.delete(parcel.id());
    }
  }
}
