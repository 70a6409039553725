package org.posthorn.webapi.hooks;

import static org.posthorn.webapi.problem.ProblemException.done;
import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.hooks.boundary.Webhooks;
import org.posthorn.hooks.value.CreatedWebhook;
import org.posthorn.hooks.value.WebhookSpec;
import org.posthorn.web.security.AccountPrincipal;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.admin.Page;
import org.posthorn.webapi.body.MergePatch;

/** Where the caller's account is told by HTTP what becomes of its mail. */
@Path("v1/webhooks")
@RequestScoped
@RolesAllowed(Role.USER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "webhooks")
public class WebhooksResource {
  @Inject Webhooks webhooks;
  @Inject SecurityContext caller;

  /** All of them. */
  @GET
  @Operation(summary = "Lists the webhooks of the account")
  public Page<WebhookView> list() {
    return Page.of(webhooks.list(account()).stream().map(WebhookView::of).toList());
  }

  /** Adds one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Adds a webhook",
      description = "Requests are signed as standardwebhooks.com has it, with the secret")
  @APIResponseSchema(
      value = NewWebhookView.class,
      responseCode = "201",
      responseDescription = "The webhook; Location is its URI")
  @APIResponse(responseCode = "409", description = "The account has too many already")
  public Response create(CreateWebhook body, @Context UriInfo here) {
    CreatedWebhook made =
        done(webhooks.create(account(), body.spec(), body.authorization(), body.secret()));
    URI location = here.getAbsolutePathBuilder().path(made.webhook().name()).build();
    return Response.created(location).entity(NewWebhookView.of(made)).build();
  }

  /** One of them. */
  @GET
  @Path("{name}")
  @Operation(summary = "Shows a webhook")
  @APIResponseSchema(value = WebhookView.class, responseDescription = "The webhook")
  @APIResponse(responseCode = "404", description = "The account has no such webhook")
  public WebhookView find(@PathParam("name") String name) {
    return WebhookView.of(found(webhooks.find(account(), name)));
  }

  /** Changes one. */
  @PATCH
  @Path("{name}")
  @Consumes({MediaType.APPLICATION_JSON, MergePatch.JSON})
  @Operation(summary = "Changes a webhook, or pauses it")
  @APIResponseSchema(value = WebhookView.class, responseDescription = "The webhook")
  @APIResponse(responseCode = "404", description = "The account has no such webhook")
  public WebhookView change(@PathParam("name") String name, MergePatch<WebhookPatch> patch) {
    UnaryOperator<WebhookSpec> change = patch.values().change();
    return WebhookView.of(
        done(webhooks.change(account(), name, change, WebhookPatch.authorization(patch))));
  }

  /** Removes one. */
  @DELETE
  @Path("{name}")
  @Operation(summary = "Removes a webhook; what waits for it is not sent")
  @APIResponse(responseCode = "204", description = "The webhook is removed")
  @APIResponse(responseCode = "404", description = "The account has no such webhook")
  public void remove(@PathParam("name") String name) {
    done(webhooks.remove(account(), name));
  }

  /** Replaces its secret. */
  @POST
  @Path("{name}/secret")
  @Operation(summary = "Gives a webhook another secret, which counts at once")
  @APIResponseSchema(value = NewWebhookView.class, responseDescription = "The webhook")
  @APIResponse(responseCode = "404", description = "The account has no such webhook")
  public NewWebhookView newSecret(@PathParam("name") String name) {
    return NewWebhookView.of(done(webhooks.newSecret(account(), name)));
  }

  /** Tries one. */
  @POST
  @Path("{name}/test")
  @Operation(summary = "Sends a made-up event: a request like any other")
  @APIResponseSchema(
      value = WebhookCallView.class,
      responseCode = "202",
      responseDescription = "The request, which is about to be sent")
  @APIResponse(responseCode = "404", description = "The account has no such webhook")
  @APIResponse(responseCode = "409", description = "Ten such requests wait, or too many of all")
  public Response test(@PathParam("name") String name) {
    return Response.accepted(WebhookCallView.of(done(webhooks.test(account(), name)))).build();
  }

  private long account() {
    return caller.getPrincipalsByType(AccountPrincipal.class).iterator().next().accountId();
  }
}
