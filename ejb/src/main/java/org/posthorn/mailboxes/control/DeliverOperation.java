package org.posthorn.mailboxes.control;

import java.time.Clock;
import java.util.Set;
import org.posthorn.mailboxes.entity.Delivered;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;

/**
 * Delivers a message to one mailbox of an account, once however often it comes. Its content has
 * been durable since it was accepted.
 */
final class DeliverOperation extends Operation<Boolean> {
  private final Arrival arrival;
  private final AppendOperation append;
  private final Clock clock;

  DeliverOperation(Arrival arrival, Clock clock) {
    this.arrival = arrival;
    this.clock = clock;
    long now = clock.instant().getEpochSecond();
    this.append =
        new AppendOperation(
            arrival.mailboxId(),
            new NewMessage(arrival.content(), Flags.NONE, now), // what was taken is delivered
            clock);
  }

  Arrival arrival() {
    return arrival;
  }

  @Override
  Set<Long> mailboxes() {
    return append.mailboxes();
  }

  /** False when the mailbox is gone; true when the message is there, now or since earlier. */
  @Override
  Boolean plan(Batch batch) {
    if (batch.delivered(arrival.deliveryId(), arrival.accountId())) {
      return true;
    }
    boolean placed = append.plan(batch) instanceof Outcome.Done;
    if (placed) {
      batch.delivers(
          new Delivered(
              arrival.deliveryId(), arrival.accountId(), clock.instant().getEpochSecond()));
    }
    return placed;
  }
}
