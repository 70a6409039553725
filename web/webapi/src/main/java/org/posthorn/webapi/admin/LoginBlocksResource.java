package org.posthorn.webapi.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.logins.boundary.Block;
import org.posthorn.logins.boundary.LoginGuard;

/** Who has failed to log in so often that they have to wait, on this server. */
@Path("admin/v0/login-blocks")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "logins")
public class LoginBlocksResource {
  @Inject LoginGuard guard;

  /** All of them. */
  @GET
  @Operation(summary = "Lists who has to wait before the next login is looked at, on this server")
  @APIResponse(responseCode = "200", description = "Items, at most 1000")
  public JsonObject list() {
    JsonArrayBuilder items = Json.createArrayBuilder();
    guard.blocks().forEach(block -> items.add(view(block)));
    return Json.createObjectBuilder().add("items", items).build();
  }

  /** Lifts one. */
  @DELETE
  @Path("{kind: account|pair|address|network}/{name: .+}")
  @Operation(summary = "Forgets the failed logins of an account, an address or a network")
  @APIResponse(responseCode = "204", description = "They are forgotten")
  @APIResponse(responseCode = "404", description = "There are none")
  public Response lift(@PathParam("kind") String kind, @PathParam("name") String name) {
    return guard.lift(kind, name) ? Response.noContent().build() : Answers.unknown();
  }

  private static JsonObject view(Block block) {
    return Json.createObjectBuilder()
        .add("kind", block.kind())
        .add("name", block.name())
        .add("protocol", block.protocol())
        .add("failures", block.failures())
        .add("seconds", Math.max(1, block.delay().plusMillis(999).toSeconds()))
        .build();
  }
}
