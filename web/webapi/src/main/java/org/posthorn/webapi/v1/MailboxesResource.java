package org.posthorn.webapi.v1;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.apikeys.value.KeyScope;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;
import org.posthorn.webapi.security.NeedsScope;

/** The mailboxes of the account, and what has changed in them. */
@Path("v1")
@RequestScoped
@RolesAllowed({Role.USER, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "mailboxes")
public class MailboxesResource {
  @Inject Caller caller;

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public MailboxesResource() {}

  /** All mailboxes. */
  public record Mailboxes(List<MailboxInfo> items) {}

  /** A mailbox. */
  public record MailboxInfo(
      @Schema(description = "Stays the same when it is renamed", example = "17") String id,
      @Schema(example = "INBOX") String name,
      @Schema(
              description =
                  "What it is for: sent, drafts, trash, junk, archive; absent for nothing")
          Optional<String> use,
      long messages,
      long unread,
      @Schema(description = "In octets") long size) {}

  /** All of them. */
  @GET
  @Path("mailboxes")
  @NeedsScope(KeyScope.READ)
  @Operation(summary = "Lists the mailboxes of the account; those of others are not among them")
  @APIResponseSchema(value = Mailboxes.class, responseDescription = "The mailboxes")
  public Mailboxes list() {
    AccountStore store = caller.store();
    List<MailboxInfo> items = new ArrayList<>();
    for (MailboxList.Mailbox each : store.folders().list().all()) {
      if (!each.foreign()) { // messages of others have no ids here
        store.messages().view(each.id()).result().ifPresent(view -> items.add(info(each, view)));
      }
    }
    return new Mailboxes(items);
  }

  private static MailboxInfo info(MailboxList.Mailbox mailbox, MailboxView view) {
    return new MailboxInfo(
        Long.toString(mailbox.id()),
        mailbox.name().text(),
        mailbox.use().map(use -> use.attribute().substring(1).toLowerCase(Locale.ROOT)),
        view.size(),
        view.unseen(),
        view.octets());
  }

  /** What has changed. */
  @GET
  @Path("changes")
  @NeedsScope(KeyScope.READ)
  @Operation(
      summary = "Tells which messages of the account came, changed or went since a state",
      description =
          "Without since, only the state is told. As long as more is true, the next request with"
              + " the new state goes on.")
  @APIResponseSchema(value = ChangeList.class, responseDescription = "The changes")
  @APIResponse(responseCode = "400", description = "since is not a state")
  public ChangeList changes(@QueryParam("since") @DefaultValue("") String since) {
    if (since.isEmpty()) {
      return ChangeList.none(caller.store());
    }
    ChangePosition position =
        ChangePosition.of(since)
            .orElseThrow(
                () ->
                    ProblemException.badRequest("since", "must be the state of an earlier answer"));
    return ChangeList.since(caller.store(), position);
  }
}
