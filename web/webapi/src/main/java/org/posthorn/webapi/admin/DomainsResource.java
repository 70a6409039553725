package org.posthorn.webapi.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
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
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.domains.boundary.DomainInfo;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.Result;
import org.posthorn.webapi.Members;

/** The domains that mail is taken for. */
@Path("admin/v0/domains")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "domains")
public class DomainsResource {
  @Inject Domains domains;

  /** Adds a domain. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Adds a domain")
  @APIResponse(responseCode = "201", description = "The domain; Location names it")
  @APIResponse(responseCode = "409", description = "The domain exists already")
  public Response create(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema =
                          @Schema(
                              type = SchemaType.OBJECT,
                              requiredProperties = "name",
                              properties = {
                                @SchemaProperty(
                                    name = "name",
                                    type = SchemaType.STRING,
                                    example = "a.test"),
                                @SchemaProperty(
                                    name = "description",
                                    type = SchemaType.STRING,
                                    maxLength = Domains.MAX_DESCRIPTION)
                              })))
          InputStream body,
      @Context UriInfo here)
      throws IOException {
    Members members = Members.read(body, "name", "description");
    String name = members.text("name");
    String description = members.optionalText("description").orElse("");
    members.check();
    Result<DomainInfo> result = domains.create(name, description);
    return Answers.of(result, domain -> Created.at(here, domain.name(), view(domain)));
  }

  /** One page of the domains. */
  @GET
  @Operation(summary = "Lists the domains in the order of their names")
  @APIResponse(responseCode = "200", description = "Items, and next when there are more")
  public JsonObject list(
      @QueryParam("limit") @DefaultValue("") String limit,
      @QueryParam("after") @DefaultValue("") String after) {
    int wanted = Answers.limit(limit);
    return Answers.page(
        domains.list(after, wanted + 1), wanted, DomainsResource::view, DomainInfo::name);
  }

  /** One domain. */
  @GET
  @Path("{name}")
  @Operation(summary = "Shows a domain")
  @APIResponse(responseCode = "200", description = "The domain")
  @APIResponse(responseCode = "404", description = "There is none")
  public Response find(@PathParam("name") String name) {
    return domains
        .find(name)
        .map(domain -> Response.ok(view(domain)).build())
        .orElseGet(Answers::unknown);
  }

  /** Changes the note of a domain. */
  @PATCH
  @Path("{name}")
  @Consumes({MediaType.APPLICATION_JSON, AccountsResource.MERGE_PATCH})
  @Operation(summary = "Changes a domain's description")
  @APIResponse(responseCode = "200", description = "The domain")
  @APIResponse(responseCode = "404", description = "There is none")
  public Response change(
      @PathParam("name") String name,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema =
                          @Schema(
                              type = SchemaType.OBJECT,
                              properties =
                                  @SchemaProperty(
                                      name = "description",
                                      type = SchemaType.STRING,
                                      maxLength = Domains.MAX_DESCRIPTION))))
          InputStream body)
      throws IOException {
    Members members = Members.read(body, "description");
    String description = members.text("description");
    members.check();
    return Answers.of(
        domains.describe(name, description), domain -> Response.ok(view(domain)).build());
  }

  /** Removes a domain. */
  @DELETE
  @Path("{name}")
  @Operation(summary = "Removes a domain")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", description = "There is none")
  @APIResponse(responseCode = "409", description = "Accounts have addresses in it")
  public Response delete(@PathParam("name") String name) {
    return Answers.of(domains.delete(name), domain -> Response.noContent().build());
  }

  private static JsonObject view(DomainInfo domain) {
    return Json.createObjectBuilder()
        .add("name", domain.name())
        .add("description", domain.description())
        .add("created", domain.created().toString())
        .build();
  }
}
