package org.posthorn.mailboxes.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.posthorn.mailboxes.control.MailboxRows;
import org.posthorn.mailboxes.control.Preload;

/** Forgets what is needed no more, and notes what will be needed. */
@Singleton
public class Housekeeping {
  /** Far longer than a queue brings a delivery again. */
  private static final Duration DELIVERIES = Duration.ofDays(7);

  @Inject MailboxRows rows;
  @Inject Preload preload;

  /** Every hour: deliveries of more than a week ago will not be repeated. */
  @Schedule(hour = "*", minute = "23", persistent = false)
  public void forgetDeliveries() {
    rows.forgetDeliveries(Instant.now().minus(DELIVERIES).getEpochSecond());
  }

  /** Every minute: a crash loses little of it. */
  @Schedule(hour = "*", minute = "*", second = "43", persistent = false)
  public void notePreload() {
    preload.note();
  }
}
