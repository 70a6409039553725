package org.posthorn.webapi.hooks;

import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.hooks.boundary.Webhooks;
import org.posthorn.hooks.value.WebhookCallInfo;
import org.posthorn.web.security.AccountPrincipal;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.admin.Page;
import org.posthorn.webapi.admin.PageLimit;
import org.posthorn.webapi.problem.ProblemException;

/** The requests of a webhook: those that wait, and those that were delivered or given up. */
@Path("v1/webhooks/{name}/calls")
@RequestScoped
@RolesAllowed(Role.USER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "webhooks")
public class WebhookCallsResource {
  @Inject Webhooks webhooks;
  @Inject SecurityContext caller;

  /** Some of them. */
  @GET
  @Operation(
      summary = "Lists requests of a webhook, in the order in which they were made",
      description = "state: waiting (the default), or retired: delivered, or given up")
  @APIResponse(responseCode = "404", description = "The account has no such webhook")
  public Page<WebhookCallView> list(
      @PathParam("name") String name,
      @QueryParam("state") @DefaultValue("waiting") String state,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
      @QueryParam("after") @DefaultValue("0") String after) {
    if (!state.matches("waiting|retired")) {
      throw ProblemException.badRequest("state", "must be waiting or retired");
    }
    List<WebhookCallInfo> calls =
        found(
            webhooks.calls(
                account(),
                name,
                state.equals("retired"),
                number("after", after),
                limit.andOneMore()));
    return Page.of(calls, limit, WebhookCallView::of, call -> Long.toString(call.id()));
  }

  /** One of them. */
  @GET
  @Path("{id}")
  @Operation(summary = "Shows a request")
  @APIResponseSchema(value = WebhookCallView.class, responseDescription = "The request")
  @APIResponse(responseCode = "404", description = "There is no such request")
  public WebhookCallView find(@PathParam("name") String name, @PathParam("id") String id) {
    return WebhookCallView.of(found(webhooks.call(account(), name, id(id))));
  }

  /** Sends one again. */
  @POST
  @Path("{id}/replay")
  @Operation(summary = "Sends a request once more, with the same id and all its attempts")
  @APIResponseSchema(
      value = WebhookCallView.class,
      responseCode = "202",
      responseDescription = "The request, which is about to be sent")
  @APIResponse(responseCode = "404", description = "There is no such request")
  public Response replay(@PathParam("name") String name, @PathParam("id") String id) {
    return Response.accepted(WebhookCallView.of(found(webhooks.replay(account(), name, id(id)))))
        .build();
  }

  /** Does not send one any more. */
  @DELETE
  @Path("{id}")
  @Operation(summary = "Cancels a request that waits")
  @APIResponse(responseCode = "204", description = "The request is canceled")
  @APIResponse(responseCode = "404", description = "There is no such request, or it is done")
  public void cancel(@PathParam("name") String name, @PathParam("id") String id) {
    found(webhooks.cancel(account(), name, id(id)));
  }

  private static long id(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private static long number(String field, String text) {
    if (!text.matches("\\d{1,18}")) {
      throw ProblemException.badRequest(field, "must be a number");
    }
    return Long.parseLong(text);
  }

  private long account() {
    return caller.getPrincipalsByType(AccountPrincipal.class).iterator().next().accountId();
  }
}
