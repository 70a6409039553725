package org.posthorn.webapi.v1;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.apikeys.value.KeyScope;
import org.posthorn.kernel.Address;
import org.posthorn.relay.boundary.OutgoingQueue;
import org.posthorn.relay.boundary.OutgoingQueue.QueueEntryKey;
import org.posthorn.relay.value.QueueEntry;
import org.posthorn.relay.value.QueueFilter;
import org.posthorn.relay.value.QueueOrder;
import org.posthorn.spool.value.QueueNumber;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.admin.PageLimit;
import org.posthorn.webapi.problem.ProblemException;
import org.posthorn.webapi.security.NeedsScope;

/** What the account has sent to other servers and is still on its way. */
@Path("v1/queue")
@RequestScoped
@RolesAllowed({Role.USER, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "messages")
public class OwnQueueResource {
  @Inject OutgoingQueue queue;
  @Inject Caller caller;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public OwnQueueResource() {}

  /** A page of it. */
  public record QueuePage(
      List<Waiting> items,
      @Schema(description = "The cursor of the next page; absent on the last one")
          Optional<String> next) {}

  /** A message for one recipient. */
  public record Waiting(
      @Schema(description = "As Send or POST messages have told it") long number,
      @Schema(description = "Names the message in the log and in its Received field")
          String delivery,
      String recipient,
      Instant created,
      @Schema(description = "When the next attempt is to be made") Instant next,
      int attempts,
      @Schema(description = "What the last attempt brought; null: there was none") @JsonbNillable
          Optional<String> lastReply) {

    static Waiting of(QueueEntry entry) {
      Address recipient = entry.envelope().addresses().get(0);
      List<QueueEntry.Attempt> attempts = entry.attempts();
      return new Waiting(
          QueueNumber.of(entry.delivery(), recipient),
          entry.delivery(),
          recipient.toString(),
          entry.created(),
          entry.next(),
          entry.attempted(),
          attempts.isEmpty()
              ? Optional.empty()
              : Optional.of(attempts.get(attempts.size() - 1).text()));
    }
  }

  /** Lists it. */
  @GET
  @NeedsScope(KeyScope.SEND)
  @Operation(summary = "Lists what the account has sent to other servers and is on its way")
  @APIResponseSchema(value = QueuePage.class, responseDescription = "A page, the oldest first")
  public QueuePage list(
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
      @QueryParam("cursor") @DefaultValue("") String cursor) {
    if (!cursor.matches("(\\d{1,18}\\.\\d{1,18})?")) {
      throw ProblemException.badRequest("cursor", "must be next of the previous page");
    }
    Optional<QueueEntryKey> after =
        Optional.of(cursor)
            .filter(it -> !it.isEmpty())
            .map(it -> it.split("\\.", 2))
            .map(it -> new QueueEntryKey(Long.parseLong(it[0]), Long.parseLong(it[1])));
    QueueFilter own =
        QueueFilter.of(Optional.of(caller.login().accountId()), Optional.empty(), Optional.empty());
    List<QueueEntry> found = queue.list(own, QueueOrder.OLDEST, after, limit.items() + 1);
    boolean more = found.size() > limit.items();
    List<QueueEntry> page = more ? found.subList(0, limit.items()) : found;
    return new QueuePage(
        page.stream().map(Waiting::of).toList(),
        more ? Optional.of(key(page.get(page.size() - 1))) : Optional.empty());
  }

  private static String key(QueueEntry last) {
    return QueueOrder.OLDEST.key(last) + "." + last.id();
  }
}
