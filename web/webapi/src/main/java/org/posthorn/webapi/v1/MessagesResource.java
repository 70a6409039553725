package org.posthorn.webapi.v1;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.apikeys.value.KeyScope;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.PartContent;
import org.posthorn.web.proxy.ProxySettings;
import org.posthorn.web.security.ApiKeyScheme;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.admin.PageLimit;
import org.posthorn.webapi.problem.ProblemException;
import org.posthorn.webapi.security.NeedsScope;
import org.posthorn.webapi.v0.StoredMessage;

/**
 * The messages of the account. A message is named by its octets: it keeps its id when it is moved,
 * and what lies in several mailboxes is one message.
 */
@Path("v1/messages")
@RequestScoped
@RolesAllowed({Role.USER, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "messages")
public class MessagesResource {
  private static final String ID = "{id: \\d{1,19}}";

  @Inject Caller caller;
  @Inject MessageReading reading;
  @Inject MessageChanges changes;
  @Inject MessageSending sending;
  @Inject PartSizes sizes;
  @Inject ProxySettings proxies;

  @Context Request request;
  @Context HttpHeaders headers;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public MessagesResource() {}

  /** Sends one. */
  @POST
  @NeedsScope(KeyScope.SEND)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Sends a message to all of its recipients",
      description =
          "What is answered by 202 is durable and goes. With Idempotency-Key the same request may"
              + " be made again for ten days: it sends once, and is answered as the first time.")
  @APIResponseSchema(
      value = SentMessage.class,
      responseCode = "202",
      responseDescription = "The message is on its way")
  @APIResponse(responseCode = "413", description = "The message is too large")
  @APIResponse(responseCode = "409", description = "Another message was sent under the key")
  public Response send(
      SendMessage body,
      @HeaderParam("Idempotency-Key") @DefaultValue("") String key,
      @Context HttpServletRequest from) {
    SentMessage sent =
        sending.send(caller.login(), body, ApiKeyScheme.key(from), key, proxies.client(from));
    return Response.accepted(sent).build();
  }

  /** Lists them. */
  @GET
  @NeedsScope(KeyScope.READ)
  @Operation(
      summary = "Lists or finds messages, the newest first",
      description =
          "q is what people type into the search of the webmail: words, from:, to:, subject:,"
              + " label:, header:Name:value, start:, end:, minsize:, maxsize:, attachments:,"
              + " mailbox:, submb:, is:unread. Without mailbox all are looked into but trash and"
              + " junk. A page may be short, even empty, while there is a next one.")
  @APIResponseSchema(value = MessagePage.class, responseDescription = "A page of messages")
  @APIResponse(responseCode = "404", description = "There is no such mailbox")
  public MessagePage list(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("mailbox") @DefaultValue("") String mailbox,
      @QueryParam("limit") @DefaultValue("50") PageLimit limit,
      @QueryParam("cursor") @DefaultValue("") String cursor) {
    return reading.list(
        caller.login(), new MessageReading.Wanted(q, mailbox, cursor), limit.items());
  }

  /** One of them. */
  @GET
  @Path(ID)
  @NeedsScope(KeyScope.READ)
  @Operation(summary = "Shows a message with its texts")
  @APIResponseSchema(value = MessageView.class, responseDescription = "The message, with ETag")
  @APIResponse(responseCode = "404", description = "The account has no such message")
  public Response find(@PathParam("id") long id) {
    StoredMessage message = message(id);
    EntityTag tag = state(id).tag();
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return unchanged == null
        ? Response.ok(reading.view(caller.store(), message)).tag(tag).build()
        : unchanged.tag(tag).build();
  }

  /** Its octets. */
  @GET
  @Path(ID + "/raw")
  @NeedsScope(KeyScope.READ)
  @Produces("message/rfc822")
  @Operation(summary = "Gives a message as it came")
  @APIResponse(responseCode = "200", description = "The message")
  @APIResponse(responseCode = "404", description = "The account has no such message")
  public Response raw(
      @PathParam("id") long id, @HeaderParam("Range") @DefaultValue("") String range) {
    StoredMessage message = message(id);
    long size = message.content().size();
    return octets(
        "message/rfc822",
        size,
        ByteRange.of(range, size),
        (wanted, out) -> MessageReading.copy(message.content(), wanted, out));
  }

  /** The octets of a part. */
  @GET
  @Path(ID + "/parts/{path: [0-9]{1,4}(\\.[0-9]{1,4}){0,20}}")
  @NeedsScope(KeyScope.READ)
  @Produces("application/octet-stream")
  @Operation(summary = "Gives one part of a message, its encoding undone; all or a range of it")
  @APIResponse(responseCode = "200", description = "The part")
  @APIResponse(responseCode = "206", description = "The octets that Range names")
  @APIResponse(responseCode = "404", description = "There is no such part")
  @APIResponse(responseCode = "416", description = "The part is shorter")
  public Response part(
      @PathParam("id") long id,
      @PathParam("path") String path,
      @HeaderParam("Range") @DefaultValue("") String range) {
    StoredMessage message = message(id);
    List<Long> way = Arrays.stream(path.split("\\.", -1)).map(Long::valueOf).toList();
    boolean whole = message.facts().root().children().isEmpty() && path.equals("0");
    MessagePart part = ProblemException.found(message.part(whole ? List.of() : way));
    if (part.kind() == MessagePart.Kind.MULTIPART) {
      throw ProblemException.notFound();
    }
    Optional<Long> known = sizes.known(id, part);
    if (range.isEmpty() && known.isEmpty()) { // decoded once: without Content-Length
      StreamingOutput body = out -> PartContent.copy(message.content(), part, out);
      return attachment(Response.ok(body), "application/octet-stream").build();
    }
    long size = known.orElseGet(() -> sizes.of(id, message.content(), part));
    return octets(
        "application/octet-stream",
        size,
        ByteRange.of(range, size),
        (wanted, out) -> wanted.copy(to -> PartContent.copy(message.content(), part, to), out));
  }

  /** Writes some octets. */
  private interface Ranged {
    void write(ByteRange range, OutputStream out) throws IOException;
  }

  private static Response octets(String type, long size, Optional<ByteRange> range, Ranged octets) {
    if (range.isPresent() && !range.get().isIn(size)) {
      return Response.status(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE)
          .header("Content-Range", "bytes */" + size)
          .build();
    }
    ByteRange given = range.orElseGet(() -> new ByteRange(0, size - 1));
    StreamingOutput body = out -> octets.write(given, out);
    Response.ResponseBuilder response =
        attachment(Response.status(range.isPresent() ? 206 : 200).entity(body), type)
            .header(HttpHeaders.CONTENT_LENGTH, given.length());
    range.ifPresent(
        it ->
            response.header("Content-Range", "bytes " + it.first() + "-" + it.last() + "/" + size));
    return response.build();
  }

  private static Response.ResponseBuilder attachment(
      Response.ResponseBuilder response, String type) {
    return response
        .type(type)
        .header("Accept-Ranges", "bytes")
        .header("Content-Disposition", "attachment");
  }

  /** Changes its flags, and where it lies. */
  @PATCH
  @Path(ID)
  @NeedsScope(KeyScope.WRITE)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Changes flags of a message, or moves it",
      description =
          "Flags are those of all of its copies; one copy is moved, and where there is one already"
              + " it is the one that stays. With If-Match only when it is still as its ETag says.")
  @APIResponseSchema(value = MessageView.class, responseDescription = "The message after it")
  @APIResponse(responseCode = "404", description = "The account has no such message")
  @APIResponse(responseCode = "412", description = "The message has changed meanwhile")
  public Response change(@PathParam("id") long id, MessagePatch body) {
    changes.change(caller.login(), unchanged(id), isGuarded(), body);
    return Response.ok(reading.view(caller.store(), message(id))).tag(state(id).tag()).build();
  }

  /** Deletes it. */
  @DELETE
  @Path(ID)
  @NeedsScope(KeyScope.WRITE)
  @Operation(
      summary = "Deletes a message for good",
      description =
          "Where it lies in several mailboxes, its copy in one of them: that of the parameter, or"
              + " else the first of mailboxes. With If-Match only when it is still as its ETag"
              + " says.")
  @APIResponse(responseCode = "204", description = "The message is deleted")
  @APIResponse(responseCode = "404", description = "The account has no such message")
  @APIResponse(responseCode = "412", description = "The message has changed meanwhile")
  public void delete(
      @PathParam("id") long id, @QueryParam("mailbox") @DefaultValue("") String mailbox) {
    changes.delete(
        caller.login(),
        unchanged(id),
        isGuarded(),
        Optional.of(mailbox).filter(name -> !name.isEmpty()));
  }

  /** The state that is to be changed, when it is the one of If-Match. RFC 9110 §13.1.1. */
  private MessageState unchanged(long id) {
    MessageState state = state(id);
    if (request.evaluatePreconditions(state.tag()) != null) {
      throw MessageChanges.changed();
    }
    return state;
  }

  private boolean isGuarded() {
    return headers.getHeaderString(HttpHeaders.IF_MATCH) != null;
  }

  private StoredMessage message(long id) {
    return ProblemException.found(StoredMessage.find(caller.store(), id));
  }

  private MessageState state(long id) {
    return MessageState.of(caller.store(), id);
  }
}
