package org.posthorn.relay.control;

import java.time.Duration;
import java.util.List;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.RecipientResult;
import org.posthorn.smtp.client.RecipientResult.Outcome;

/** Never connects: the mail waits until its host fetches it, or its time is over. RFC 2645. */
record WaitingToBeFetched() implements Transport {
  private static final String STATUS = "4.4.1"; // RFC 3463 §3.5: no answer from host
  private static final String TEXT = "The host of the recipient has not fetched it yet";
  private static final String NO_TLS = "5.7.30"; // RFC 8689 §5
  private static final String NO_TLS_TEXT =
      "REQUIRETLS is needed, but the host of the recipient fetches its mail";

  @Override
  public Result deliver(OutgoingMail mail, String domain, Duration limit, HostShare share) {
    boolean never = mail.envelope().options().requireTls(); // the host proves no name
    Outcome outcome = never ? Outcome.FAILED : Outcome.DEFERRED;
    List<RecipientOutcome> all =
        mail.recipients().stream()
            .map(
                each ->
                    new RecipientResult(
                        each, outcome, 0, never ? NO_TLS : STATUS, never ? NO_TLS_TEXT : TEXT))
            .map(result -> new RecipientOutcome(result, ""))
            .toList();
    return new Result.Made(all);
  }
}
