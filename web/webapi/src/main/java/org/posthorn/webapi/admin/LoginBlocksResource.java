package org.posthorn.webapi.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.logins.boundary.LoginGuard;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** Who has failed to log in so often that they have to wait, on this server. */
@Path("admin/v0/login-blocks")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "logins")
public class LoginBlocksResource {
  @Inject LoginGuard guard;

  /** All of them. */
  @GET
  @Operation(summary = "Lists who has to wait before the next login, on this server; at most 1000")
  public Page<LoginBlockView> list() {
    return Page.of(guard.blocks().stream().map(LoginBlockView::of).toList());
  }

  /** Lifts one. */
  @DELETE
  @Path("{kind: account|pair|address|network}/{name: .+}")
  @Operation(summary = "Forgets the failed logins of an account, an address or a network")
  @APIResponse(responseCode = "204", description = "They are forgotten")
  @APIResponse(responseCode = "404", description = "There are none")
  public void lift(@PathParam("kind") String kind, @PathParam("name") String name) {
    if (!guard.lift(kind, name)) {
      throw ProblemException.notFound();
    }
  }
}
