package org.posthorn.relay.control;

import java.time.Duration;
import java.util.List;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.RecipientResult;
import org.posthorn.smtp.client.RecipientResult.Outcome;
import org.posthorn.transports.value.TransportSpec.Failure;

/** Sends nothing: all recipients come to the same. */
record FixedReply(Failure failure) implements Transport {

  @Override
  public Result deliver(OutgoingMail mail, String domain, Duration limit, HostShare share) {
    boolean forGood = failure.code() >= 500;
    String status = forGood ? "5.7.1" : "4.7.1"; // RFC 3463 §3.8
    String text = failure.code() + " " + status + " " + failure.text();
    List<RecipientOutcome> all =
        mail.recipients().stream()
            .map(
                each ->
                    new RecipientResult(
                        each,
                        forGood ? Outcome.FAILED : Outcome.DEFERRED,
                        failure.code(),
                        status,
                        text.strip()))
            .map(result -> new RecipientOutcome(result, ""))
            .toList();
    return new Result.Made(all);
  }
}
