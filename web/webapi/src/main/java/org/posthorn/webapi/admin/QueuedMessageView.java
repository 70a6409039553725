package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.kernel.Address;
import org.posthorn.relay.value.QueueEntry;

/** A message for one recipient in the outgoing queue, or retired, as the API shows it. */
public record QueuedMessageView(
    long id,
    @Schema(description = "Names the message in the log and in its Received field") String delivery,
    @Schema(description = "null is the null reverse-path of reports") @JsonbNillable
        Optional<String> sender,
    String recipient,
    @Schema(description = "The main address of the sender's account; null: none") @JsonbNillable
        Optional<String> account,
    @Schema(description = "In octets") long size,
    @Schema(
            description =
                "waiting, bouncing or reporting (the sender is still to be told of failure or"
                    + " success), delivered, failed")
        String state,
    @Schema(description = "Waits until it is released") boolean held,
    @Schema(description = "An attempt is being made") boolean sending,
    Instant created,
    @Schema(description = "When the next attempt is to be made") Instant next,
    @Schema(description = "How many attempts were made") int attempts,
    @Schema(description = "What the latest attempts brought, the last one at the end")
        List<Attempt> results) {

  /** What an attempt brought. */
  public record Attempt(
      Instant at,
      @Schema(description = "The reply code; 0 without reply") int code,
      @Schema(example = "4.2.1") String status,
      String reply,
      @Schema(description = "Who replied; empty: nobody") String host) {}

  public QueuedMessageView {
    results = List.copyOf(results);
  }

  /**
   * A view.
   *
   * @param accounts the main addresses of accounts
   */
  static QueuedMessageView of(QueueEntry entry, Map<Long, String> accounts) {
    return new QueuedMessageView(
        entry.id(),
        entry.delivery(),
        entry.envelope().sender().map(Address::toString),
        entry.envelope().addresses().get(0).toString(),
        entry.account().map(accounts::get),
        entry.size(),
        entry.state(),
        entry.held(),
        entry.busy(),
        entry.created(),
        entry.next(),
        entry.attempted(),
        entry.attempts().stream()
            .map(
                each ->
                    new Attempt(each.at(), each.code(), each.status(), each.text(), each.host()))
            .toList());
  }
}
