package org.posthorn.relay.control;

import java.time.Instant;
import java.util.Optional;
import org.posthorn.relay.entity.OutgoingMessage;
import org.posthorn.relay.entity.OutgoingMessage.Result;
import org.posthorn.smtp.client.RecipientResult.Outcome;

/**
 * What an attempt means for a row.
 *
 * @param outcome delivered, to be tried again, or failed for good
 * @param next when it is tried again, present when deferred
 */
record AttemptResult(
    QueuedRecipient parcel, Outcome outcome, Result result, Optional<Instant> next) {

  void applyTo(OutgoingMessage row) {
    switch (outcome) {
      case DELIVERED -> row.delivered(result);
      case DEFERRED -> row.deferred(result, next.orElseThrow());
      case FAILED -> row.failed(result);
    }
  }
}
