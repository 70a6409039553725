package org.posthorn.webapi.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.filtering.boundary.FilterAdministration;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** The rules by which accounts file their mail; each account is named by any of its addresses. */
@Path("admin/v0/filter-rules")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "filter")
public class FilterRulesResource {
  @Inject FilterAdministration filter;
  @Inject FilterScopes scopes;

  /** Those of an account. */
  @GET
  @Path("{address: .+}")
  @Operation(summary = "Shows the rules of an account")
  @APIResponseSchema(value = FilterRulesBody.class, responseDescription = "The rules")
  @APIResponse(responseCode = "404", description = "There is no such account")
  public FilterRulesBody find(@PathParam("address") String address) {
    return FilterRulesBody.of(filter.rules(scopes.account(address)));
  }

  /** Replaces them. */
  @PUT
  @Path("{address: .+}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Replaces the rules of an account; they count at once")
  @APIResponseSchema(value = FilterRulesBody.class, responseDescription = "The rules")
  @APIResponse(responseCode = "404", description = "There is no such account")
  public FilterRulesBody replace(@PathParam("address") String address, FilterRulesBody body) {
    long account = scopes.account(address);
    filter
        .replace(account, body.all())
        .ifPresent(
            objection -> {
              throw ProblemException.badRequest("rules", objection);
            });
    return FilterRulesBody.of(filter.rules(account));
  }
}
