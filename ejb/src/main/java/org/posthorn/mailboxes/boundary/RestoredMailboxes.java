package org.posthorn.mailboxes.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthorn.mailboxes.control.UidValidities;

/** What mailboxes need whose database was restored from a backup. */
@ApplicationScoped
public class RestoredMailboxes {
  /** Far more messages than a mailbox gets between a backup and its use. */
  private static final long GAP = 50_000_000;

  /** Below 2^32, with room for what comes. */
  private static final long HIGHEST = 4_000_000_000L;

  @Inject UidValidities uidValidities;

  /**
   * Gives each a UIDVALIDITY that no mailbox had before, and leaves out the UIDs that clients may
   * have seen. Within a transaction, before any mailbox is read. Answers how many there are.
   *
   * @param restores how often that was done, this time included
   */
  public int renumber(long restores) {
    return uidValidities.renumber(Math.min(HIGHEST, restores * GAP));
  }
}
