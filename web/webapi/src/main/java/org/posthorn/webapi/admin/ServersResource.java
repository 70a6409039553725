package org.posthorn.webapi.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.nodes.boundary.Nodes;
import org.posthorn.nodes.boundary.ServerInfo;

/** The servers that share the database. */
@Path("admin/v0/servers")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "servers")
public class ServersResource {
  @Inject Nodes nodes;

  /** All of them. */
  @GET
  @Operation(
      summary = "Lists the servers that share the database",
      description =
          "A server that was stopped or is gone is shown for a week. Each start is a server of its"
              + " own. A server is gone when nothing was heard of it for a minute")
  @APIResponse(
      responseCode = "200",
      description =
          "Items with id; answering, whether it is the one that answers; name; version; state (up,"
              + " stopped or gone); started; ended or null; silentSeconds, since its last sign of"
              + " life, which comes every ten seconds; duties, what it alone does for all; facts,"
              + " numbers that it told of itself: open connections by listener, relay attempts,"
              + " mailboxes in memory")
  public JsonObject list() {
    JsonArrayBuilder items = Json.createArrayBuilder();
    nodes.all().forEach(server -> items.add(view(server)));
    return Json.createObjectBuilder().add("items", items).build();
  }

  private static JsonObject view(ServerInfo server) {
    JsonObjectBuilder facts = Json.createObjectBuilder();
    server.facts().forEach(facts::add);
    return Json.createObjectBuilder()
        .add("id", server.id())
        .add("answering", server.self())
        .add("name", server.name())
        .add("version", server.build())
        .add("state", server.state())
        .add("started", server.started().toString())
        .add(
            "ended",
            server
                .ended()
                .map(Instant::toString)
                .<JsonValue>map(Json::createValue)
                .orElse(JsonValue.NULL))
        .add("silentSeconds", server.silence().toSeconds())
        .add("duties", Json.createArrayBuilder(server.duties()))
        .add("facts", facts)
        .build();
  }
}
