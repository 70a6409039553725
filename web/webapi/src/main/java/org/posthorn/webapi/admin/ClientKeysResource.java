package org.posthorn.webapi.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.ClientKeyInfo;
import org.posthorn.accounts.boundary.ClientKeys;
import org.posthorn.accounts.boundary.NewClientKey;
import org.posthorn.kernel.Address;
import org.posthorn.webapi.Members;
import org.posthorn.webapi.Problem;

/** The keys of TLS client certificates that log in; each is named by its fingerprint. */
@Path("admin/v0/client-keys")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "client keys")
public class ClientKeysResource {
  @Inject ClientKeys keys;

  /** Registers a key. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Lets programs with this key log in to an account")
  @APIResponse(responseCode = "201", description = "The key; Location names it")
  @APIResponse(responseCode = "409", description = "The key is registered already")
  public Response add(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema =
                          @Schema(
                              type = SchemaType.OBJECT,
                              requiredProperties = {"address", "key"},
                              properties = {
                                @SchemaProperty(
                                    name = "address",
                                    type = SchemaType.STRING,
                                    description = "What the key logs in as",
                                    example = "u1@a.test"),
                                @SchemaProperty(
                                    name = "key",
                                    type = SchemaType.STRING,
                                    description =
                                        "A certificate or public key, in PEM or DER in base64"),
                                @SchemaProperty(
                                    name = "name",
                                    type = SchemaType.STRING,
                                    maxLength = ClientKeys.MAX_NAME,
                                    example = "Ann's telephone"),
                                @SchemaProperty(
                                    name = "imapPreauth",
                                    type = SchemaType.BOOLEAN,
                                    defaultValue = "true")
                              })))
          InputStream body,
      @Context UriInfo here)
      throws IOException {
    Members members = Members.read(body, "address", "key", "name", "imapPreauth");
    Optional<Address> address = members.address("address");
    String key = members.text("key");
    String name = members.optionalText("name").orElse("");
    boolean preauth = members.truth("imapPreauth").orElse(true);
    members.check();
    return Answers.of(
        keys.add(new NewClientKey(address.orElseThrow(), key, name, preauth)),
        added -> Created.at(here, added.fingerprint(), view(added)));
  }

  /** The keys of an account. */
  @GET
  @Operation(summary = "Lists the keys of the account that has an address")
  @APIResponse(responseCode = "200", description = "Items, oldest first")
  @APIResponse(responseCode = "400", description = "The address is missing or wrong")
  @APIResponse(responseCode = "404", description = "There is no such account")
  public Response list(@QueryParam("address") @DefaultValue("") String address) {
    Optional<Address> wanted = Address.known(address);
    if (wanted.isEmpty()) {
      throw Problem.badRequest(
          List.of(new Problem.Fault("address", "must be the mail address of an account")));
    }
    return keys.list(wanted.get())
        .map(found -> Response.ok(page(found)).build())
        .orElseGet(Answers::unknown);
  }

  /** One key. */
  @GET
  @Path("{fingerprint}")
  @Operation(summary = "Shows a key")
  @APIResponse(responseCode = "200", description = "The key")
  @APIResponse(responseCode = "404", description = "There is none")
  public Response find(@PathParam("fingerprint") String fingerprint) {
    return keys.find(fingerprint)
        .map(key -> Response.ok(view(key)).build())
        .orElseGet(Answers::unknown);
  }

  /** Removes a key. */
  @DELETE
  @Path("{fingerprint}")
  @Operation(summary = "Removes a key, which logs in no more")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", description = "There is none")
  public Response remove(@PathParam("fingerprint") String fingerprint) {
    return Answers.of(keys.remove(fingerprint), gone -> Response.noContent().build());
  }

  private static JsonObject page(List<ClientKeyInfo> found) {
    JsonArrayBuilder items = Json.createArrayBuilder();
    found.forEach(key -> items.add(view(key)));
    return Json.createObjectBuilder().add("items", items).build();
  }

  private static JsonObject view(ClientKeyInfo key) {
    return Json.createObjectBuilder()
        .add("fingerprint", key.fingerprint())
        .add("address", key.address().toString())
        .add("name", key.name())
        .add("algorithm", key.algorithm())
        .add("imapPreauth", key.imapPreauth())
        .add("created", key.created().toString())
        .build();
  }
}
