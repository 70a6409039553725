package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Handling;
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
    @Schema(
            description = "Until when its author has it kept back (FUTURERELEASE); null: was not",
            example = "until;2027-01-31T10:00:00Z")
        @JsonbNillable
        Optional<String> futureRelease,
    @Schema(description = "By when it is to be delivered (DELIVERBY); null: was not said")
        @JsonbNillable
        Optional<Instant> deliverBy,
    @Schema(description = "From -9 to 9 (MT-PRIORITY); the highest goes first") int priority,
    @Schema(description = "What its author noted in X-Posthorn-Extra fields") List<Extra> extra,
    @Schema(description = "How many attempts were made") int attempts,
    @Schema(description = "What the latest attempts brought, the last one at the end")
        List<Attempt> results) {

  /** A note of its author. */
  public record Extra(@Schema(example = "order") String key, String value) {}

  /** What an attempt brought. */
  public record Attempt(
      Instant at,
      @Schema(description = "The reply code; 0 without reply") int code,
      @Schema(example = "4.2.1") String status,
      String reply,
      @Schema(description = "Who replied; empty: nobody") String host) {}

  public QueuedMessageView {
    extra = List.copyOf(extra);
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
        entry.envelope().handling().release().map(Handling.Release::asked),
        entry.envelope().handling().deadline().map(Handling.Deadline::by),
        entry.envelope().handling().priority(),
        entry.envelope().handling().extra().entrySet().stream()
            .map(note -> new Extra(note.getKey(), note.getValue()))
            .toList(),
        entry.attempted(),
        entry.attempts().stream()
            .map(
                each ->
                    new Attempt(each.at(), each.code(), each.status(), each.text(), each.host()))
            .toList());
  }
}
