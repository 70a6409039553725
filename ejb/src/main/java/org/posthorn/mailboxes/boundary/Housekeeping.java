package org.posthorn.mailboxes.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.posthorn.mailboxes.control.MailboxRows;

/** Forgets what is needed no more. */
@Singleton
public class Housekeeping {
  /** Far longer than a queue brings a delivery again. */
  private static final Duration DELIVERIES = Duration.ofDays(7);

  @Inject MailboxRows rows;

  /** Every hour: deliveries of more than a week ago will not be repeated. */
  @Schedule(hour = "*", minute = "23", persistent = false)
  public void forgetDeliveries() {
    rows.forgetDeliveries(Instant.now().minus(DELIVERIES).getEpochSecond());
  }
}
