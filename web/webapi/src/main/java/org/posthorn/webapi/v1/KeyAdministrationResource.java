package org.posthorn.webapi.v1;

import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.apikeys.boundary.ApiKeys;
import org.posthorn.kernel.Address;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** The API keys of accounts: administrators see and remove them, and make none. */
@Path("admin/v0/api-keys")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys")
public class KeyAdministrationResource {
  @Inject Accounts accounts;
  @Inject ApiKeys keys;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public KeyAdministrationResource() {}

  /** The keys of an account. */
  @GET
  @Operation(summary = "Lists the API keys of the account that has an address, oldest first")
  @APIResponse(responseCode = "404", description = "There is no such account")
  @APIResponseSchema(value = ApiKeysResource.Keys.class, responseDescription = "The keys")
  public ApiKeysResource.Keys list(@QueryParam("address") @DefaultValue("") String address) {
    return new ApiKeysResource.Keys(
        keys.list(account(address)).stream().map(ApiKeyView::of).toList());
  }

  /** Removes a key. */
  @DELETE
  @Path("{id: \\d{1,18}}")
  @Operation(summary = "Removes an API key of an account; every server refuses it from now on")
  @APIResponse(responseCode = "204", description = "The key is removed")
  @APIResponse(responseCode = "404", description = "The account has no such key")
  public void remove(
      @PathParam("id") long id, @QueryParam("address") @DefaultValue("") String address) {
    if (!keys.remove(account(address), id)) {
      throw ProblemException.notFound();
    }
  }

  /** Removes all keys of an account. */
  @DELETE
  @Operation(summary = "Removes all API keys of the account that has an address")
  @APIResponse(responseCode = "204", description = "The account has no keys any more")
  @APIResponse(responseCode = "404", description = "There is no such account")
  public void removeAll(@QueryParam("address") @DefaultValue("") String address) {
    long account = account(address);
    keys.list(account).forEach(key -> keys.remove(account, key.id()));
  }

  private long account(String address) {
    return found(Address.known(address).flatMap(accounts::find)).id();
  }
}
