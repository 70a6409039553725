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
import org.posthorn.filtering.value.FilterScope;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** How incoming mail is judged: for all, for a domain, for an account. The narrower one counts. */
@Path("admin/v0/filter-settings")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "filter")
public class FilterSettingsResource {
  @Inject FilterAdministration filter;
  @Inject FilterScopes scopes;

  /** What is said for a scope. */
  @GET
  @Path("{scope: .+}")
  @Operation(
      summary = "Shows how incoming mail is judged",
      description = "The scope is server, a domain, or the address of an account")
  @APIResponseSchema(value = FilterSettingsBody.class, responseDescription = "What is said there")
  @APIResponse(responseCode = "404", description = "There is no such domain or account")
  public FilterSettingsBody find(@PathParam("scope") String scope) {
    return FilterSettingsBody.of(filter.settings(scopes.of(scope)));
  }

  /** Replaces it. */
  @PUT
  @Path("{scope: .+}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Replaces how incoming mail is judged",
      description = "What is left out is as the next wider scope has it; counts at once")
  @APIResponseSchema(value = FilterSettingsBody.class, responseDescription = "What is said now")
  @APIResponse(responseCode = "404", description = "There is no such domain or account")
  public FilterSettingsBody replace(@PathParam("scope") String path, FilterSettingsBody body) {
    FilterScope scope = scopes.of(path);
    filter
        .set(scope, body.settings())
        .ifPresent(
            objection -> {
              throw ProblemException.badRequest("settings", objection);
            });
    return FilterSettingsBody.of(filter.settings(scope));
  }
}
