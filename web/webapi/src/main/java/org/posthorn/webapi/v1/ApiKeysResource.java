package org.posthorn.webapi.v1;

import static org.posthorn.webapi.problem.ProblemException.done;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.apikeys.boundary.ApiKeys;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** The keys of the account. Only its password opens this: no key makes others. */
@Path("v1/keys")
@RequestScoped
@RolesAllowed(Role.USER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys")
public class ApiKeysResource {
  @Inject ApiKeys keys;
  @Inject Caller caller;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public ApiKeysResource() {}

  /** All of them. */
  public record Keys(List<ApiKeyView> items) {}

  /** All of them. */
  @GET
  @Operation(summary = "Lists the keys of the account, oldest first")
  @APIResponseSchema(value = Keys.class, responseDescription = "The keys")
  public Keys list() {
    return new Keys(keys.list(caller.login().accountId()).stream().map(ApiKeyView::of).toList());
  }

  /** Makes one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Makes a key, by which an application uses the API in the name of the account",
      description =
          "The token is shown this once. The application sends it as bearer token, or as password"
              + " with the address of the account.")
  @APIResponseSchema(
      value = ApiKeyView.class,
      responseCode = "201",
      responseDescription = "The key with its token; Location is its URI")
  @APIResponse(responseCode = "409", description = "The account has reached its limit of keys")
  public Response create(ApiKeyView.Create body, @Context UriInfo here) {
    ApiKeyView made = ApiKeyView.of(done(keys.create(caller.login(), body.toNewApiKey())));
    return Response.created(here.getAbsolutePathBuilder().path(Long.toString(made.id())).build())
        .entity(made)
        .build();
  }

  /** Removes one. */
  @DELETE
  @Path("{id: \\d{1,18}}")
  @Operation(summary = "Removes a key; every server refuses it from now on")
  @APIResponse(responseCode = "204", description = "The key is removed")
  @APIResponse(responseCode = "404", description = "The account has no such key")
  public void remove(@PathParam("id") long id) {
    if (!keys.remove(caller.login().accountId(), id)) {
      throw ProblemException.notFound();
    }
  }

  /** One of them, without its token. */
  @GET
  @Path("{id: \\d{1,18}}")
  @Operation(summary = "Shows a key")
  @APIResponseSchema(value = ApiKeyView.class, responseDescription = "The key")
  @APIResponse(responseCode = "404", description = "The account has no such key")
  public ApiKeyView find(@PathParam("id") long id) {
    Optional<ApiKeyView> key =
        keys.list(caller.login().accountId()).stream()
            .filter(each -> each.id() == id)
            .map(ApiKeyView::of)
            .findFirst();
    return ProblemException.found(key);
  }
}
