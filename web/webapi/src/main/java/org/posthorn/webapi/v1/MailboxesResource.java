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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.apikeys.value.KeyScope;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.ChangedMailbox;
import org.posthorn.mailstore.ChangedMailboxes;
import org.posthorn.mailstore.MailboxCursor;
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
  private static final int MOST_CHANGES = 1_000;

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
      @Schema(description = "In octets") long size,
      @Schema(description = "Whether it is somebody else's") boolean shared) {}

  /** What has changed since a state. */
  public record ChangeList(
      @Schema(description = "since of the next request") String state,
      @Schema(
              description =
                  "Messages that came or whose flags have changed; each may be named more"
                      + " than once, and some that have not changed")
          List<Change> changed,
      @Schema(description = "The mailboxes in which more has changed than is named")
          List<String> more) {}

  /** A message that has changed. */
  public record Change(String id, @Schema(example = "INBOX") String mailbox, List<String> flags) {}

  /** All of them. */
  @GET
  @Path("mailboxes")
  @NeedsScope(KeyScope.READ)
  @Operation(summary = "Lists the mailboxes that the account may read")
  @APIResponseSchema(value = Mailboxes.class, responseDescription = "The mailboxes")
  public Mailboxes list() {
    AccountStore store = caller.store();
    List<MailboxInfo> items = new ArrayList<>();
    for (MailboxList.Mailbox each : store.folders().list().all()) {
      store.messages().view(each.id()).result().ifPresent(view -> items.add(info(each, view)));
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
        view.octets(),
        mailbox.foreign());
  }

  /** What has changed. */
  @GET
  @Path("changes")
  @NeedsScope(KeyScope.READ)
  @Operation(
      summary = "Tells which messages of the account came or changed since a state",
      description =
          "Without since, only the state is told. Deleted messages are not named: a list that was"
              + " read before is compared, or its messages are asked for.")
  @APIResponseSchema(value = ChangeList.class, responseDescription = "The changes")
  @APIResponse(responseCode = "400", description = "since is no state")
  public ChangeList changes(@QueryParam("since") @DefaultValue("") String since) {
    if (!since.matches("\\d{0,18}")) {
      throw ProblemException.badRequest("since", "must be state of an answer before");
    }
    AccountStore store = caller.store();
    ChangedMailboxes found =
        store.changes().messagesSince(since.isEmpty() ? 0 : Long.parseLong(since));
    List<Change> changed = new ArrayList<>();
    List<String> more = new ArrayList<>();
    if (!since.isEmpty()) {
      Map<Long, String> names =
          store.folders().list().all().stream()
              .collect(Collectors.toMap(MailboxList.Mailbox::id, it -> it.name().text()));
      for (ChangedMailbox each : found.mailboxes()) {
        store
            .messages()
            .view(each.mailboxId())
            .result()
            .ifPresent(view -> add(view, each, names, changed, more));
      }
    }
    return new ChangeList(Long.toString(found.state()), changed, more);
  }

  private static void add(
      MailboxView view,
      ChangedMailbox mailbox,
      Map<Long, String> names,
      List<Change> changed,
      List<String> more) {
    String name = names.getOrDefault(view.mailboxId(), "");
    MailboxCursor cursor = view.cursor(0);
    while (cursor.nextChanged(mailbox.modSeq())) {
      if (changed.size() >= MOST_CHANGES) {
        more.add(name);
        return;
      }
      changed.add(
          new Change(
              Long.toString(cursor.contentId()),
              name,
              MessageSummary.names(view.keywords().flags(cursor.bits()))));
    }
  }
}
