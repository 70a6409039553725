package org.posthorn.webapi.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.spool.boundary.GivenUpOrders;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** The JMS queue of what was given up: orders that cannot be read, or failed for five days. */
@Path("admin/v0/queue/dead")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "queue")
public class DeadOrdersResource {
  private static final String BY_ID = "{id: ID:[0-9A-Za-z-]{1,80}}";

  @Inject GivenUpOrders orders;

  /** The first of them. */
  @GET
  @Operation(
      summary = "Lists orders that were given up",
      description = "The first ones; deal with these to see others")
  public Page<DeadOrderView> list(
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit) {
    return Page.of(orders.list(limit.items()).stream().map(DeadOrderView::of).toList());
  }

  /** Puts one back. */
  @POST
  @Path(BY_ID + "/requeue")
  @Operation(summary = "Puts an order back, to be tried again; what it has done is not done twice")
  @APIResponse(responseCode = "204", description = "It is in its queue again")
  @APIResponse(responseCode = "404", description = "There is no such order")
  public void requeue(@PathParam("id") String id) {
    require(orders.requeue(id));
  }

  /** Throws one away. */
  @DELETE
  @Path(BY_ID)
  @Operation(summary = "Throws an order away; nobody is told")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", description = "There is no such order")
  public void drop(@PathParam("id") String id) {
    require(orders.drop(id));
  }

  private static void require(boolean there) {
    if (!there) {
      throw ProblemException.notFound();
    }
  }
}
