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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.Aliases;
import org.posthorn.kernel.Address;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** Addresses that stand for others: of groups, roles and lists. */
@Path("admin/v0/aliases")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "aliases")
public class AliasesResource {
  @Inject Aliases aliases;

  /** One page of the aliases. */
  @GET
  @Operation(summary = "Lists the aliases in the order of their addresses")
  public Page<AliasView> list(
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
      @QueryParam("after") @DefaultValue("") String after) {
    return Page.of(
        aliases.list(after, limit.andOneMore()),
        limit,
        AliasView::of,
        alias -> alias.address().toString());
  }

  /** One alias. */
  @GET
  @Path("{address}")
  @Operation(summary = "Shows an alias")
  @APIResponseSchema(value = AliasView.class, responseDescription = "The alias")
  @APIResponse(responseCode = "404", description = "There is no such alias")
  public AliasView find(@PathParam("address") String address) {
    return AliasView.of(found(known(address).flatMap(aliases::find)));
  }

  /** Makes an alias or replaces what was decided about it. */
  @PUT
  @Path("{address}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Makes an alias, or replaces the members and settings of one")
  @APIResponseSchema(value = AliasView.class, responseDescription = "The alias as it is now")
  @APIResponse(responseCode = "201", description = "The alias is new")
  @APIResponse(responseCode = "409", description = "The address is an account's")
  public Response put(@PathParam("address") String address, AliasBody body) {
    Address name =
        Address.known(address)
            .orElseThrow(() -> ProblemException.badRequest("address", "must be a mail address"));
    boolean there = aliases.find(name).isPresent();
    AliasView alias = AliasView.of(done(aliases.put(name, body.settings())));
    return Response.status(there ? Response.Status.OK : Response.Status.CREATED)
        .entity(alias)
        .build();
  }

  /** Removes an alias. */
  @DELETE
  @Path("{address}")
  @Operation(summary = "Removes an alias; mail for it is refused from then on")
  @APIResponse(responseCode = "204", description = "The alias is removed")
  @APIResponse(responseCode = "404", description = "There is no such alias")
  public void delete(@PathParam("address") String address) {
    done(aliases.delete(found(known(address))));
  }

  private static Optional<Address> known(String address) {
    return Address.known(address);
  }
}
