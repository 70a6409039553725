package org.posthorn.webapi.admin;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.filtering.boundary.FilterAdministration;
import org.posthorn.filtering.value.FilterScope;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** Senders whose mail is refused, or taken: for all, for a domain, for an account. */
@Path("admin/v0/filter-senders")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "filter")
public class FilterSendersResource {
  @Inject FilterAdministration filter;
  @Inject FilterScopes scopes;

  /** All of a scope. */
  @GET
  @Path("{scope: .+}")
  @Operation(
      summary = "Lists senders whose mail is refused or taken",
      description = "The scope is server, a domain, or the address of an account")
  @APIResponse(responseCode = "404", description = "There is no such domain or account")
  public Page<ListedSenderBody> list(@PathParam("scope") String scope) {
    return Page.of(filter.senders(scopes.of(scope)).stream().map(ListedSenderBody::of).toList());
  }

  /** Adds one. */
  @PUT
  @Path("{scope: .+}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Lists a sender, in place of what was said of it; counts at once")
  @APIResponse(responseCode = "404", description = "There is no such domain or account")
  public Page<ListedSenderBody> add(@PathParam("scope") String path, ListedSenderBody body) {
    FilterScope scope = scopes.of(path);
    filter
        .list(scope, body.sender())
        .ifPresent(
            objection -> {
              throw ProblemException.badRequest("pattern", objection);
            });
    return list(path);
  }

  /** Removes one. */
  @DELETE
  @Path("{scope: .+}")
  @Operation(summary = "Takes a sender from the list")
  @APIResponse(responseCode = "204", description = "It is not on the list any more")
  @APIResponse(responseCode = "404", description = "It was not on the list")
  public void remove(
      @PathParam("scope") String scope, @QueryParam("pattern") @DefaultValue("") String pattern) {
    if (!filter.unlist(scopes.of(scope), pattern)) {
      throw ProblemException.notFound();
    }
  }
}
