package org.posthorn.mailboxes.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.posthorn.mailboxes.control.DeletedMailboxes;
import org.posthorn.mailboxes.control.MailboxRows;
import org.posthorn.mailboxes.control.Parcels;
import org.posthorn.mailboxes.control.Preload;
import org.posthorn.transactions.boundary.Chore;
import org.posthorn.transactions.boundary.Transactions;

/** Forgets what is needed no more, and notes what will be needed. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Housekeeping {
  /** Far longer than a queue brings a delivery again. */
  private static final Duration DELIVERIES = Duration.ofDays(7);

  private final Chore forget = new Chore("forget-deliveries");
  private final Chore old = new Chore("delete-parcels");
  private final Chore note = new Chore("note-preload");

  @Inject Transactions transactions;
  @Inject MailboxRows rows;
  @Inject Preload preload;
  @Inject DeletedMailboxes deleted;
  @Inject Parcels parcels;

  /** Every hour: deliveries of more than a week ago will not be repeated. */
  @Schedule(hour = "*", minute = "23", persistent = false)
  public void forgetDeliveries() {
    long before = Instant.now().minus(DELIVERIES).getEpochSecond();
    forget.run(() -> transactions.run(() -> rows.forgetDeliveries(before)));
  }

  /** Every hour: what a crash has left. */
  @Schedule(hour = "*", minute = "37", persistent = false)
  public void clearDeleted() {
    deleted.clearSoon();
    old.run(parcels::deleteOld);
  }

  /** Every minute: a crash loses little of it. */
  @Schedule(hour = "*", minute = "*", second = "43", persistent = false)
  public void notePreload() {
    note.run(preload::note);
  }
}
