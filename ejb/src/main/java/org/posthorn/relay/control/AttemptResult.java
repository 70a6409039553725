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
 * @param report whether the peer has it, sends no reports, and the sender wants one
 * @param next when it is tried again, present when deferred
 */
record AttemptResult(
    QueuedRecipient parcel,
    Outcome outcome,
    Result result,
    boolean report,
    Optional<Instant> next) {

  void applyTo(OutgoingMessage row) {
    switch (outcome) {
      case DELIVERED -> {
        if (report) {
          row.relayed(result);
        } else {
          row.delivered(result);
        }
      }
      case DEFERRED -> row.deferred(result, next.orElseThrow());
      case FAILED -> row.failed(result);
    }
  }
}
