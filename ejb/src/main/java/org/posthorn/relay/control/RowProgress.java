package org.posthorn.relay.control;

import java.util.Optional;
import org.posthorn.events.boundary.Observers;
import org.posthorn.events.boundary.RecipientProgress;
import org.posthorn.events.boundary.RecipientProgress.Answer;
import org.posthorn.events.boundary.RecipientProgress.Kind;
import org.posthorn.events.boundary.RecipientProgress.Sent;
import org.posthorn.relay.entity.OutgoingMessage;
import org.posthorn.relay.entity.OutgoingMessage.Result;
import org.posthorn.spool.value.QueueNumber;

/** Tells what becomes of rows of accounts; within the transaction that makes it true. */
final class RowProgress {
  private final Observers observers;

  RowProgress(Observers observers) {
    this.observers = observers;
  }

  /** Something has become of a row. */
  void tell(Kind kind, OutgoingMessage row, Result result) {
    tell(kind, row, result, false, false);
  }

  /** A recipient will not get it, and perhaps no more mail of the account. */
  void failed(OutgoingMessage row, Result result, boolean suppressing) {
    tell(Kind.FAILED, row, result, false, suppressing);
  }

  /** A report of another server says so. */
  void reported(Kind kind, OutgoingMessage row, Result result) {
    tell(kind, row, result, true, false);
  }

  private void tell(
      Kind kind, OutgoingMessage row, Result result, boolean reported, boolean suppressing) {
    row.account()
        .ifPresent(
            account ->
                observers.progress(
                    () ->
                        new RecipientProgress(
                            kind,
                            sent(row, account),
                            new Answer(result.code(), result.status(), result.text()),
                            reported,
                            suppressing)));
  }

  private static Sent sent(OutgoingMessage row, long account) {
    Optional<String> fromId =
        row.envelope()
            .sender()
            .flatMap(UniqueSenders::delivery)
            .filter(id -> id.equals(row.deliveryId()));
    return new Sent(
        QueueNumber.of(row.deliveryId(), row.recipient()),
        row.deliveryId(),
        account,
        fromId,
        row.messageId(),
        row.contentId(),
        row.recipient(),
        row.envelope().handling().extra());
  }
}
