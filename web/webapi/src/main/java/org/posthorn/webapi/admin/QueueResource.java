package org.posthorn.webapi.admin;

import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.relay.boundary.OutgoingQueue;
import org.posthorn.relay.value.HoldRuleEntry;
import org.posthorn.relay.value.QueueEntry;
import org.posthorn.relay.value.QueueFilter;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** The outgoing queue. */
@Path("admin/v0/queue")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "queue")
public class QueueResource {
  @Inject OutgoingQueue queue;
  @Inject Directory directory;

  /** One page of what waits. */
  @GET
  @Operation(summary = "Lists the messages that wait to be sent, an entry for each recipient")
  public Page<QueuedMessageView> list(@BeanParam QueueQuery query) {
    QueueFilter filter = query.filter().toFilter(this::account);
    return page(query, queue.list(filter, query.order(), query.after(), more(query)));
  }

  /** One page of what was delivered or given up. */
  @GET
  @Path("retired")
  @Operation(
      summary = "Lists the messages that were delivered or given up",
      description = "They are kept for posthorn.relay.keep-retired, a week at least")
  public Page<QueuedMessageView> retired(@BeanParam QueueQuery query) {
    QueueFilter filter = query.filter().toFilter(this::account);
    return page(query, queue.retired(filter, query.order(), query.after(), more(query)));
  }

  private static int more(QueueQuery query) {
    return query.limit().andOneMore();
  }

  private Page<QueuedMessageView> page(QueueQuery query, List<QueueEntry> found) {
    Map<Long, String> accounts =
        directory.addresses(
            found.stream().flatMap(each -> each.account().stream()).collect(Collectors.toSet()));
    return Page.of(
        found, query.limit(), entry -> QueuedMessageView.of(entry, accounts), query::key);
  }

  private Optional<Long> account(Address address) {
    return directory.account(address).map(AccountRef::id);
  }

  /** One message. */
  @GET
  @Path("{id: \\d{1,18}}")
  @Operation(summary = "Shows a message of the queue, waiting or retired")
  @APIResponseSchema(value = QueuedMessageView.class, responseDescription = "The message")
  @APIResponse(responseCode = "404", description = "There is no such message")
  public QueuedMessageView find(@PathParam("id") long id) {
    QueueEntry entry = found(queue.find(id));
    return QueuedMessageView.of(
        entry, directory.addresses(entry.account().map(List::of).orElse(List.of())));
  }

  /** The octets of one. */
  @GET
  @Path("{id: \\d{1,18}}/message")
  @Produces("message/rfc822")
  @Operation(
      summary = "Shows a message of the queue as it lies there",
      description = "Without signatures, and not yet converted for a server that wants that")
  @APIResponse(responseCode = "200", description = "The message")
  @APIResponse(
      responseCode = "404",
      description = "There is no such message, or it has left the queue and its octets are gone")
  public Response message(@PathParam("id") long id) {
    Content content = found(queue.message(id));
    StreamingOutput octets = out -> MessageDownload.write(content, out);
    return Response.ok(octets)
        .header(HttpHeaders.CONTENT_LENGTH, content.size())
        .header("Content-Disposition", "attachment; filename=\"" + id + ".eml\"")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  /** Changes messages. */
  @POST
  @Path("changes")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Retries, postpones, holds, releases, fails or drops messages that wait",
      description = "What is being sent at this moment is left alone")
  @APIResponseSchema(value = ChangeQueue.Done.class, responseDescription = "It is done")
  public ChangeQueue.Done change(ChangeQueue body) {
    QueueFilter filter = body.filter().toFilter(this::account);
    int changed =
        switch (body.action()) {
          case "retry" -> queue.retry(filter);
          case "postpone" -> queue.postpone(filter, by(body));
          case "hold" -> queue.hold(filter);
          case "release" -> queue.release(filter);
          case "fail" -> queue.fail(filter);
          case "drop" -> queue.drop(filter);
          default ->
              throw ProblemException.badRequest(
                  "action", "must be retry, postpone, hold, release, fail or drop");
        };
    return new ChangeQueue.Done(changed);
  }

  private static Duration by(ChangeQueue body) {
    return body.by()
        .map(Duration::parse) // @IsoDuration
        .filter(by -> by.compareTo(Duration.ofDays(365)) <= 0)
        .orElseThrow(() -> ProblemException.badRequest("by", "must be up to 365 days"));
  }

  /** The rules by which messages are held. */
  @GET
  @Path("hold-rules")
  @Operation(summary = "Lists the rules by which new messages are held")
  public Page<HoldRuleView> rules() {
    List<HoldRuleEntry> rules = queue.rules();
    Map<Long, String> accounts =
        directory.addresses(
            rules.stream().flatMap(each -> each.account().stream()).collect(Collectors.toSet()));
    return Page.of(rules.stream().map(rule -> HoldRuleView.of(rule, accounts)).toList());
  }

  /** Adds a rule. */
  @POST
  @Path("hold-rules")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Holds new messages, and those that wait already",
      description = "All that the rule names has to agree; one that names nothing holds everything")
  @APIResponseSchema(
      value = HoldRuleView.class,
      responseCode = "201",
      responseDescription = "The rule; Location is its URI")
  public Response addRule(HoldRuleView.Add body, @Context UriInfo here) {
    HoldRuleEntry rule =
        queue.addRule(
            body.account().map(address -> QueueFilterBody.account(address, this::account)),
            body.senderDomain().map(name -> QueueFilterBody.domain("senderDomain", name)),
            body.recipientDomain().map(name -> QueueFilterBody.domain("recipientDomain", name)));
    Map<Long, String> accounts =
        directory.addresses(rule.account().map(List::of).orElse(List.of()));
    return Created.at(here, Long.toString(rule.id()), HoldRuleView.of(rule, accounts));
  }

  /** Removes a rule. */
  @DELETE
  @Path("hold-rules/{id: \\d{1,18}}")
  @Operation(summary = "Removes a rule; what is held stays held until it is released")
  @APIResponse(responseCode = "204", description = "The rule is removed")
  @APIResponse(responseCode = "404", description = "There is no such rule")
  public void removeRule(@PathParam("id") long id) {
    if (!queue.removeRule(id)) {
      throw ProblemException.notFound();
    }
  }
}
