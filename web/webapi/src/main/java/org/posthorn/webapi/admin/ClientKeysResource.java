package org.posthorn.webapi.admin;

import static org.posthorn.webapi.problem.ProblemException.done;
import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.ClientKeys;
import org.posthorn.kernel.Address;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** The keys of TLS client certificates that log in; each is named by its fingerprint. */
@Path("admin/v0/client-keys")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "client keys")
public class ClientKeysResource {
  @Inject ClientKeys keys;

  /** Registers a key. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Lets programs with this key log in to an account")
  @APIResponseSchema(
      value = ClientKeyView.class,
      responseCode = "201",
      responseDescription = "The key; Location is its URI")
  @APIResponse(responseCode = "409", description = "The key is registered already")
  public Response add(RegisterClientKey body, @Context UriInfo here) {
    ClientKeyView key = ClientKeyView.of(done(keys.add(body.toNewClientKey())));
    return Created.at(here, key.fingerprint(), key);
  }

  /** The keys of an account. */
  @GET
  @Operation(summary = "Lists the keys of the account that has an address, oldest first")
  @APIResponse(responseCode = "400", description = "The address is missing or wrong")
  @APIResponse(responseCode = "404", description = "There is no such account")
  public Page<ClientKeyView> list(@QueryParam("address") @DefaultValue("") String address) {
    Address account =
        Address.known(address)
            .orElseThrow(
                () ->
                    ProblemException.badRequest(
                        "address", "must be the mail address of an account"));
    return Page.of(found(keys.list(account)).stream().map(ClientKeyView::of).toList());
  }

  /** One key. */
  @GET
  @Path("{fingerprint}")
  @Operation(summary = "Shows a key")
  @APIResponseSchema(value = ClientKeyView.class, responseDescription = "The key")
  @APIResponse(responseCode = "404", description = "There is no such key")
  public ClientKeyView find(@PathParam("fingerprint") String fingerprint) {
    return ClientKeyView.of(found(keys.find(fingerprint)));
  }

  /** Removes a key. */
  @DELETE
  @Path("{fingerprint}")
  @Operation(summary = "Removes a key, which can no longer log in")
  @APIResponse(responseCode = "204", description = "The key is removed")
  @APIResponse(responseCode = "404", description = "There is no such key")
  public void remove(@PathParam("fingerprint") String fingerprint) {
    done(keys.remove(fingerprint));
  }
}
