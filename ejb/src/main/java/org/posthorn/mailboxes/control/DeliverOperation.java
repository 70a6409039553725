package org.posthorn.mailboxes.control;

import java.time.Clock;
import java.util.List;
import org.posthorn.imap.server.ImapEndpoint.NewMessage;
import org.posthorn.kernel.Content;
import org.posthorn.mailboxes.entity.Delivered;
import org.posthorn.store.Flags;
import org.posthorn.store.Outcome;

/** Delivers a message to one mailbox of an account, once however often it comes. */
final class DeliverOperation extends Operation<Boolean> {
  private final String deliveryId;
  private final long accountId;
  private final AppendOperation append;
  private final Clock clock;

  DeliverOperation(
      String deliveryId, long accountId, long mailboxId, Content content, Clock clock) {
    this.deliveryId = deliveryId;
    this.accountId = accountId;
    this.clock = clock;
    this.append =
        new AppendOperation(
            mailboxId,
            List.of(new NewMessage(content, Flags.NONE, clock.instant().getEpochSecond())),
            clock);
  }

  @Override
  boolean bringsContent() {
    return false; // made durable when it was accepted
  }

  String deliveryId() {
    return deliveryId;
  }

  /** False when the mailbox is gone; true when the message is there, now or since earlier. */
  @Override
  Boolean plan(Batch batch) {
    if (batch.delivered(deliveryId, accountId)) {
      return true;
    }
    boolean placed = append.plan(batch) instanceof Outcome.Done;
    if (placed) {
      batch.delivers(new Delivered(deliveryId, accountId, clock.instant().getEpochSecond()));
    }
    return placed;
  }
}
