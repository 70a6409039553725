package org.posthorn.webapi.user;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.filtering.boundary.FilterAdministration;
import org.posthorn.web.security.AccountPrincipal;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.admin.FilterRulesBody;
import org.posthorn.webapi.problem.ProblemException;

/** The rules by which the caller's account files its mail. */
@Path("v0/filter-rules")
@RequestScoped
@RolesAllowed(Role.USER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "filter")
public class OwnFilterRulesResource {
  @Inject FilterAdministration filter;
  @Inject SecurityContext caller;

  /** All of them. */
  @GET
  @Operation(summary = "Shows the rules of the account")
  @APIResponseSchema(value = FilterRulesBody.class, responseDescription = "The rules")
  public FilterRulesBody find() {
    return FilterRulesBody.of(filter.rules(account()));
  }

  /** Replaces them. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Replaces the rules of the account; they count at once")
  @APIResponseSchema(value = FilterRulesBody.class, responseDescription = "The rules")
  public FilterRulesBody replace(FilterRulesBody body) {
    filter
        .replace(account(), body.all())
        .ifPresent(
            objection -> {
              throw ProblemException.badRequest("rules", objection);
            });
    return find();
  }

  private long account() {
    return caller.getPrincipalsByType(AccountPrincipal.class).iterator().next().accountId();
  }
}
