package org.posthorn.webapi.admin;

import static org.posthorn.webapi.problem.ProblemException.done;
import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.domains.boundary.DomainInfo;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.transports.boundary.Routes;
import org.posthorn.transports.value.RouteInfo;
import org.posthorn.transports.value.RouteScope;
import org.posthorn.transports.value.RouteSpec;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.body.MergePatch;
import org.posthorn.webapi.problem.ProblemException;

/**
 * Which mail takes which transport: the first route that agrees of the sender's account, then of
 * the sender's domain, then of the server; otherwise mail goes as the configuration says.
 */
@Path("admin/v0/routes")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "queue")
public class RoutesResource {
  private static final String BY_ID = "{id: \\d{1,18}}";

  @Inject Routes routes;
  @Inject Directory directory;
  @Inject Domains domains;

  /** All of them. */
  @GET
  @Operation(summary = "Lists the routes in the order of their places")
  public Page<RouteView> list() {
    return Page.of(views(routes.list()));
  }

  /** Adds one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Adds a route; it counts from the next attempt on")
  @APIResponseSchema(
      value = RouteView.class,
      responseCode = "201",
      responseDescription = "The route; Location is its URI")
  public Response create(RouteBody.Add body, @Context UriInfo here) {
    if (body.account().isPresent() && body.domain().isPresent()) {
      throw ProblemException.badRequest("domain", "must not be there beside account");
    }
    RouteScope scope =
        new RouteScope(
            body.account()
                .map(
                    address ->
                        QueueFilterBody.account(
                            address, it -> directory.account(it).map(AccountRef::id))),
            body.domain().map(this::domain));
    RouteInfo made = done(routes.create(scope, body.body().toSpec()));
    return Created.at(here, Long.toString(made.id()), views(List.of(made)).get(0));
  }

  private long domain(String name) {
    return domains
        .find(name)
        .map(DomainInfo::id)
        .orElseThrow(() -> ProblemException.badRequest("domain", "is none of ours"));
  }

  /** One of them. */
  @GET
  @Path(BY_ID)
  @Operation(summary = "Shows a route")
  @APIResponseSchema(value = RouteView.class, responseDescription = "The route")
  @APIResponse(responseCode = "404", description = "There is no such route")
  public RouteView find(@PathParam("id") long id) {
    return views(List.of(found(routes.find(id)))).get(0);
  }

  /** Changes one. */
  @PATCH
  @Path(BY_ID)
  @Consumes({MediaType.APPLICATION_JSON, MergePatch.JSON})
  @Operation(summary = "Changes a route; members that are missing leave it as it is")
  @APIResponseSchema(value = RouteView.class, responseDescription = "The route")
  @APIResponse(responseCode = "404", description = "There is no such route")
  public RouteView change(@PathParam("id") long id, MergePatch<RouteBody> patch) {
    RouteSpec old = found(routes.find(id)).spec();
    return views(List.of(done(routes.change(id, patch.values().over(old))))).get(0);
  }

  /** Removes one. */
  @DELETE
  @Path(BY_ID)
  @Operation(summary = "Removes a route")
  @APIResponse(responseCode = "204", description = "The route is removed")
  @APIResponse(responseCode = "404", description = "There is no such route")
  public void remove(@PathParam("id") long id) {
    done(routes.remove(id));
  }

  private List<RouteView> views(List<RouteInfo> found) {
    Map<Long, String> accounts =
        directory.addresses(
            found.stream()
                .flatMap(each -> each.scope().account().stream())
                .collect(Collectors.toSet()));
    Map<Long, String> names =
        found.stream().anyMatch(each -> each.scope().domain().isPresent())
            ? domains.list("", Integer.MAX_VALUE).stream()
                .collect(Collectors.toMap(DomainInfo::id, DomainInfo::name))
            : Map.of();
    return found.stream().map(each -> view(each, accounts, names)).toList();
  }

  private static RouteView view(
      RouteInfo route, Map<Long, String> accounts, Map<Long, String> domains) {
    RouteSpec spec = route.spec();
    Optional<String> domain =
        route.scope().domain().map(id -> domains.getOrDefault(id, "domain " + id));
    return new RouteView(
        route.id(),
        route.scope().account().map(id -> accounts.getOrDefault(id, "account " + id)),
        domain,
        spec.place(),
        spec.senderDomains(),
        spec.recipientDomains(),
        spec.minimumAttempts(),
        spec.transport());
  }
}
