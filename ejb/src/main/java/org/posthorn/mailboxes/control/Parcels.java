package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.posthorn.imap.server.ImapEndpoint.Placed;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.entity.ParcelPart;
import org.posthorn.store.Arrivals;
import org.posthorn.store.MailboxView;
import org.posthorn.store.Outcome;
import org.posthorn.store.Outcome.Refusal;
import org.posthorn.store.Rights;
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

  private final Clock clock = Clock.systemUTC();
  private final RandomGenerator random = new SecureRandom();

  /** A parcel that was written. */
  record Parcel(long id, int parts, Arrivals arrivals) {}

  /** Copies messages, all or none. */
  Outcome<Placed> copy(long from, UidSet uids, long to, Rights rights, Allowance allowance) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Optional<MailboxView> source = views.local(from);
      Optional<MailboxView> target = views.local(to);
      if (source.isEmpty() || target.isEmpty()) {
        return Outcome.refused(Refusal.NONEXISTENT);
      }
      Optional<Refusal> refusal = ParcelOperation.refusal(source.get(), uids, target.get());
      if (refusal.isPresent()) {
        return Outcome.refused(refusal.get());
      }
      ParcelWriter writer =
          new ParcelWriter(
              part -> transactions.run(() -> rows.write(part)),
              random.nextLong(1, Long.MAX_VALUE),
              target.get(),
              clock.instant().getEpochSecond());
      Parcel parcel = writer.write(source.get(), uids, rights);
      ParcelOperation operation = new ParcelOperation(from, uids, to, parcel, allowance);
      Outcome<Placed> outcome = journal.run(operation);
      if (outcome instanceof Outcome.Done) {
        return outcome;
      }
      delete(parcel.id());
      if (!operation.outdated()) {
        return outcome;
      }
    }
    return Outcome.refused(Refusal.UNAVAILABLE); // keywords come faster than they can be read
  }

  private void delete(long parcel) {
    boolean more = true;
    for (int part = 1; more; part++) {
      int each = part;
      more = transactions.call(() -> rows.delete(parcel, each));
    }
  }

  /** Deletes parcels that nobody refers to, because they are in a snapshot or never came. */
  public void deleteOld() {
    long before = clock.instant().minus(LIFE).getEpochSecond();
    for (ParcelPart first : transactions.call(() -> rows.old(before))) {
      if (!transactions.call(() -> rows.referred(first))) {
        delete(first.id());
      }
    }
  }
}
