package org.posthorn.relay.control;

import java.time.Instant;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.relay.entity.OutgoingMessage;
import org.posthorn.relay.entity.OutgoingMessage.Result;
import org.posthorn.relay.entity.OutgoingMessage.State;

/**
 * What is to be known of a row outside of a transaction.
 *
 * @param delivery the id of the delivery that it belongs to
 * @param size octets of the message
 * @param envelope with its one recipient
 * @param account of the sender, where there is one
 * @param attempts how many of the planned attempts were made
 * @param besidesUntil an attempt that ends before then is besides those that are planned
 * @param owed what is left to do; {@code WAITING} when it is to be sent, else to tell the sender
 * @param last what the last attempt brought
 */
public record QueuedRecipient(
    long id,
    String delivery,
    long contentId,
    long size,
    Envelope envelope,
    Optional<Long> account,
    int attempts,
    Instant besidesUntil,
    State owed,
    Instant created,
    Result last) {

  /** Whom it goes to, and of what the sender wants to be told. */
  Recipient recipient() {
    return envelope.recipients().get(0);
  }

  Address address() {
    return recipient().address();
  }

  /** The same, for an attempt that is not planned whenever it ends. */
  QueuedRecipient besides() {
    return new QueuedRecipient(
        id,
        delivery,
        contentId,
        size,
        envelope,
        account,
        attempts,
        Instant.MAX,
        owed,
        created,
        last);
  }

  static QueuedRecipient of(OutgoingMessage row) {
    return new QueuedRecipient(
        row.id(),
        row.deliveryId(),
        row.contentId(),
        row.size(),
        row.envelope(),
        row.account(),
        row.attempts(),
        row.planned(),
        row.state(),
        row.created(),
        row.lastResult());
  }
}
