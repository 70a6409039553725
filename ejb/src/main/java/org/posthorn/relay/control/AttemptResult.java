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
 * @param next when it is tried again, when deferred; then empty after an attempt that was besides
 *     those that are planned
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
      case DEFERRED ->
          next.ifPresentOrElse(when -> row.deferred(result, when), () -> row.putOff(result));
      case FAILED -> row.failed(result);
    }
  }

  /**
   * Whether the sender is to hear that it takes long: after some attempts, and once the moment has
   * passed by which it was to be delivered, mode N. RFC 2852 §4.1.4.
   */
  boolean late() {
    if (next.isPresent() && parcel.attempts() + 1 == RetrySchedule.DELAYED_AFTER) {
      return true;
    }
    Instant last = parcel.last().at();
    Instant before = last.isAfter(parcel.created()) ? last : parcel.created();
    return parcel
        .envelope()
        .handling()
        .deadline()
        .filter(by -> by.passed(result.at()) && !by.passed(before))
        .isPresent();
  }
}
