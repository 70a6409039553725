package org.posthorn.mailboxes.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import org.posthorn.mailboxes.control.DeletedMailboxes;
import org.posthorn.mailboxes.control.DeliveryMemory;
import org.posthorn.mailboxes.control.MailboxDirectory;
import org.posthorn.mailboxes.control.Parcels;
import org.posthorn.mailboxes.control.Preload;
import org.posthorn.nodes.boundary.Duties;
import org.posthorn.transactions.boundary.PeriodicTask;

/** Forgets what is needed no more, and notes what will be needed. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Housekeeping {
  private final PeriodicTask forget = new PeriodicTask("forget-deliveries");
  private final PeriodicTask old = new PeriodicTask("delete-parcels");
  private final PeriodicTask renames = new PeriodicTask("finish-renames");
  private final PeriodicTask note = new PeriodicTask("note-preload");

  @Inject Duties duties;
  @Inject DeliveryMemory memory;
  @Inject Preload preload;
  @Inject DeletedMailboxes deleted;
  @Inject Parcels parcels;
  @Inject MailboxDirectory directory;

  private final Clock clock = Clock.systemUTC();

  /** Every hour: deliveries of long ago that will not be repeated. */
  @Schedule(hour = "*", minute = "23", persistent = false)
  public void forgetDeliveries() {
    forget.run(() -> duties.perform("forget-deliveries", () -> memory.forget(clock.instant())));
  }

  /** Every hour: what a crash has left. */
  @Schedule(hour = "*", minute = "37", persistent = false)
  public void clearDeleted() {
    deleted.clearSoon();
    old.run(() -> duties.perform("delete-parcels", parcels::deleteOld));
  }

  /** Every minute: what a server has left half done. */
  @Schedule(hour = "*", minute = "*", second = "13", persistent = false)
  public void finishRenames() {
    renames.run(() -> duties.perform("finish-renames", directory::finishRenames));
  }

  /** Every minute: a crash loses little of it. */
  @Schedule(hour = "*", minute = "*", second = "43", persistent = false)
  public void notePreload() {
    note.run(preload::note);
  }
}
