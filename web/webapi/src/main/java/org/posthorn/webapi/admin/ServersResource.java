package org.posthorn.webapi.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.nodes.boundary.Nodes;
import org.posthorn.web.security.Role;

/** The servers that share the database. */
@Path("admin/v0/servers")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "servers")
public class ServersResource {
  @Inject Nodes nodes;

  /** All of them. */
  @GET
  @Operation(
      summary = "Lists the servers that share the database",
      description = "A server that was stopped or is gone is shown for a week")
  public Page<ServerView> list() {
    return Page.of(nodes.all().stream().map(ServerView::of).toList());
  }
}
