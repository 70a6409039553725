package org.posthorn.webapi.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.mailboxes.boundary.Annotations;
import org.posthorn.webapi.Members;

/** What IMAP clients of all users see of the server: its shared annotations. RFC 5464 §6.2. */
@Path("admin/v0/annotations")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "annotations")
public class AnnotationsResource {
  @Inject Annotations annotations;

  /** All of them. */
  @GET
  @Operation(summary = "Lists the server's shared annotations in the order of their names")
  @APIResponse(responseCode = "200", description = "Items")
  public JsonObject list() {
    JsonArrayBuilder items = Json.createArrayBuilder();
    annotations.forAll().forEach((entry, value) -> items.add(view(entry, value)));
    return Json.createObjectBuilder().add("items", items).build();
  }

  /** One of them. */
  @GET
  @Path("shared/{name: .+}")
  @Operation(summary = "Shows a shared annotation of the server")
  @APIResponse(responseCode = "200", description = "The annotation")
  @APIResponse(responseCode = "404", description = "There is none")
  public Response find(@PathParam("name") String name) {
    String entry = entry(name).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(annotations.forAll().get(entry))
        .map(value -> Response.ok(view(entry, value)).build())
        .orElseGet(Answers::unknown);
  }

  /** Sets one. */
  @PUT
  @Path("shared/{name: .+}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Sets a shared annotation of the server",
      description = "shared/comment, shared/admin (a URI), shared/filters/values/NAME (a search)")
  @APIResponse(responseCode = "200", description = "The annotation")
  @APIResponse(responseCode = "409", description = "There are too many")
  public Response set(
      @PathParam("name") String name,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema =
                          @Schema(
                              type = SchemaType.OBJECT,
                              requiredProperties = "value",
                              properties =
                                  @SchemaProperty(
                                      name = "value",
                                      type = SchemaType.STRING,
                                      maxLength = Annotations.MAX_VALUE))))
          InputStream body)
      throws IOException {
    Members members = Members.read(body, "value");
    String value = members.text("value");
    members.check();
    return Answers.of(
        annotations.setForAll(entry(name), Optional.of(value)),
        entry -> Response.ok(view(entry, value)).build());
  }

  /** Removes one; what the configuration says in its place is back then. */
  @DELETE
  @Path("shared/{name: .+}")
  @Operation(summary = "Removes a shared annotation of the server")
  @APIResponse(responseCode = "204", description = "It is gone, or as configured")
  @APIResponse(responseCode = "404", description = "There is none")
  public Response delete(@PathParam("name") String name) {
    return Answers.of(
        annotations.setForAll(entry(name), Optional.empty()),
        entry -> Response.noContent().build());
  }

  private static String entry(String name) {
    return "/shared/" + name;
  }

  private static JsonObject view(String entry, String value) {
    return Json.createObjectBuilder().add("entry", entry).add("value", value).build();
  }
}
