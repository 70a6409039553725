package org.posthorn.relay.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Handling.Deadline;
import org.posthorn.kernel.Recipient.Notify;
import org.posthorn.relay.entity.OutgoingMessage.Result;
import org.posthorn.smtp.client.RecipientResult.Outcome;

/**
 * Decides what the results of an attempt mean for each recipient: done, again, or given up.
 *
 * @param settlements one for each row that was sent
 */
record AttemptEvaluation(List<AttemptResult> settlements) {

  /**
   * @param wait how long until the next attempt, by the number of attempts made; empty: no more
   */
  static AttemptEvaluation of(
      List<QueuedRecipient> parcels,
      List<RecipientOutcome> results,
      Instant now,
      Map<Integer, Duration> wait) {
    Map<Address, QueuedRecipient> byRecipient = new HashMap<>();
    parcels.forEach(parcel -> byRecipient.put(parcel.address(), parcel));
    List<AttemptResult> settlements = new ArrayList<>();
    for (RecipientOutcome each : results) {
      QueuedRecipient parcel = byRecipient.remove(each.result().recipient());
      if (parcel != null) {
        int made = parcel.attempts() + 1;
        boolean enough =
            parcel.envelope().options().brief() && made >= RetrySchedule.BRIEF_ATTEMPTS;
        Optional<Duration> again = Optional.ofNullable(wait.get(made)).filter(any -> !enough);
        settlements.add(settlement(parcel, each, now, again));
      }
    }
    return new AttemptEvaluation(List.copyOf(settlements));
  }

  private static AttemptResult settlement(
      QueuedRecipient parcel, RecipientOutcome attempted, Instant now, Optional<Duration> again) {
    var said = attempted.result();
    Result result = new Result(now, said.code(), said.status(), said.text(), attempted.host());
    boolean besides = now.isBefore(parcel.besidesUntil());
    boolean givenUp = said.outcome() == Outcome.DEFERRED && again.isEmpty() && !besides;
    return new AttemptResult(
        parcel,
        givenUp ? Outcome.FAILED : said.outcome(),
        result,
        said.outcome() == Outcome.DELIVERED && !said.reported() && wanted(parcel),
        said.outcome() == Outcome.DEFERRED && !besides
            ? again.map(wait -> next(parcel, now, now.plus(wait)))
            : Optional.empty());
  }

  // RFC 2852 §4.1.4: what becomes late is looked at when it does
  private static Instant next(QueuedRecipient parcel, Instant now, Instant planned) {
    return parcel
        .envelope()
        .handling()
        .deadline()
        .map(Deadline::by)
        .filter(by -> by.isAfter(now) && by.isBefore(planned))
        .orElse(planned);
  }

  private static boolean wanted(QueuedRecipient parcel) {
    return parcel.envelope().sender().isPresent() && Bounces.wants(parcel, Notify.SUCCESS);
  }

  /** Those of whose success the sender is to be told here. */
  List<AttemptResult> toReport() {
    return settlements.stream().filter(AttemptResult::report).toList();
  }

  /** Those of an outcome. */
  List<AttemptResult> of(Outcome outcome) {
    return settlements.stream().filter(each -> each.outcome() == outcome).toList();
  }

  /** When to look at the group again. */
  Optional<Instant> next() {
    return settlements.stream().flatMap(each -> each.next().stream()).min(Instant::compareTo);
  }
}
