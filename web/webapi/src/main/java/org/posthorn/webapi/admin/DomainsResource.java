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
import jakarta.ws.rs.PATCH;
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
import org.posthorn.domains.boundary.DomainInfo;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.body.MergePatch;

/** The domains that the server accepts mail for. */
@Path("admin/v0/domains")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "domains")
public class DomainsResource {
  @Inject Domains domains;

  /** Adds a domain. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Adds a domain")
  @APIResponseSchema(
      value = DomainView.class,
      responseCode = "201",
      responseDescription = "The domain; Location is its URI")
  @APIResponse(responseCode = "409", description = "The domain exists already")
  public Response create(CreateDomain body, @Context UriInfo here) {
    DomainView domain =
        DomainView.of(done(domains.create(body.name(), body.description().orElse(""))));
    return Created.at(here, domain.name(), domain);
  }

  /** One page of the domains. */
  @GET
  @Operation(summary = "Lists the domains in the order of their names")
  public Page<DomainView> list(
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
      @QueryParam("after") @DefaultValue("") String after) {
    return Page.of(
        domains.list(after, limit.andOneMore()), limit, DomainView::of, DomainInfo::name);
  }

  /** One domain. */
  @GET
  @Path("{name}")
  @Operation(summary = "Shows a domain")
  @APIResponseSchema(value = DomainView.class, responseDescription = "The domain")
  @APIResponse(responseCode = "404", description = "There is no such domain")
  public DomainView find(@PathParam("name") String name) {
    return DomainView.of(found(domains.find(name)));
  }

  /** Changes a domain. */
  @PATCH
  @Path("{name}")
  @Consumes({MediaType.APPLICATION_JSON, MergePatch.JSON})
  @Operation(summary = "Changes a domain's description")
  @APIResponseSchema(value = DomainView.class, responseDescription = "The domain")
  @APIResponse(responseCode = "404", description = "There is no such domain")
  public DomainView change(@PathParam("name") String name, MergePatch<DomainPatch> patch) {
    String now = found(domains.find(name)).description();
    String wanted = patch.removes("description") ? "" : patch.values().description().orElse(now);
    return DomainView.of(done(domains.describe(name, wanted)));
  }

  /** Removes a domain. */
  @DELETE
  @Path("{name}")
  @Operation(summary = "Removes a domain")
  @APIResponse(responseCode = "204", description = "The domain is removed")
  @APIResponse(responseCode = "404", description = "There is no such domain")
  @APIResponse(responseCode = "409", description = "Accounts have addresses in it")
  public void delete(@PathParam("name") String name) {
    done(domains.delete(name));
  }
}
