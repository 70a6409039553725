package org.posthorn.mailboxes.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.database.Outage;
import org.posthorn.kernel.Statistics;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.transactions.boundary.Transactions;

/**
 * Compares the mailboxes in memory with what the database has of them, message by message: each
 * once a day, all of them after an outage. What differs is told, and what the database has counts.
 */
@ApplicationScoped
public class ViewAudit {
  private static final System.Logger LOG = System.getLogger(ViewAudit.class.getName());
  private static final Duration AGE = Duration.ofHours(20);
  private static final int TRIES = 5;

  @Inject Views views;
  @Inject MailboxRows rows;
  @Inject Transactions transactions;

  /** Views of one mailbox at the same mod-sequence. */
  private record Pair(MailboxView held, MailboxView stored) {}

  /**
   * Compares for so long at most, with as much rest as work; what is left is for the next time.
   *
   * @throws RuntimeException when the database is away
   */
  public void run(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    for (long mailbox : views.unaudited(AGE)) {
      long began = System.nanoTime();
      if (began >= end) {
        return;
      }
      compareOrTell(mailbox);
      rest(System.nanoTime() - began);
    }
  }

  private void compareOrTell(long mailbox) {
    try {
      compare(mailbox);
    } catch (RuntimeException | StackOverflowError e) { // it is not in the way of the others
      if (Outage.unreachable(e).isPresent()) {
        throw e;
      }
      LOG.log(System.Logger.Level.ERROR, "event=view-not-compared mailbox=" + mailbox, e);
      views.audited(mailbox); // until tomorrow
    }
  }

  private static void rest(long nanos) {
    try {
      Thread.sleep(nanos / 1_000_000 + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether what is in memory of a mailbox is what the database has, if it is in memory. */
  boolean compare(long mailbox) {
    Optional<MailboxView> held = views.inMemory(mailbox);
    if (held.isEmpty()) {
      return true;
    }
    Optional<Pair> pair = transactions.call(() -> atOneMoment(held.get()));
    if (pair.isEmpty()) {
      return true; // it is gone, or changes too fast: the next time
    }
    Statistics.of("mailbox_views_compared").increment();
    OptionalLong difference = pair.get().held().firstDifference(pair.get().stored());
    if (difference.isEmpty()) {
      views.audited(mailbox);
      return true;
    }
    Statistics.of("mailbox_views_differed").increment();
    LOG.log(
        System.Logger.Level.ERROR,
        "event=view-differs mailbox={0} mod-seq={1} uid={2}"
            + " advice=\"what the database has counts from now on; please report this\"",
        Long.toString(mailbox),
        Long.toString(pair.get().stored().highestModSeq()),
        Long.toString(difference.getAsLong()));
    views.mend(pair.get().stored());
    return false; // and is looked at again the next time: the writer may have built on it
  }

  private Optional<Pair> atOneMoment(MailboxView inMemory) {
    MailboxView held = inMemory;
    Optional<MailboxView> loaded = rows.load(held.mailboxId()).map(MailboxRows.Loaded::view);
    if (loaded.isEmpty()) {
      return Optional.empty();
    }
    MailboxView stored = loaded.get();
    for (int tries = 0; tries < TRIES; tries++) {
      if (held.highestModSeq() == stored.highestModSeq()) {
        return Optional.of(new Pair(held, stored));
      }
      if (held.highestModSeq() < stored.highestModSeq()) {
        held = rows.catchUp(held);
      } else {
        stored = rows.catchUp(stored);
      }
    }
    return Optional.empty();
  }
}
