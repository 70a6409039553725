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
import org.posthorn.accounts.boundary.AccountChange;
import org.posthorn.accounts.boundary.AccountInfo;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.accounts.boundary.LimitsChange;
import org.posthorn.accounts.boundary.NewAccount;
import org.posthorn.accounts.boundary.OwnLimits;
import org.posthorn.kernel.Address;
import org.posthorn.webapi.Members;

/** The accounts; each is named by any of its addresses. */
@Path("admin/v0/accounts")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
public class AccountsResource {
  /** The other media type of PATCH. RFC 7396. */
  static final String MERGE_PATCH = "application/merge-patch+json";

  /** The members of a new account. */
  static final String[] NEW = {
    "address", "password", "admin", "storageLimit", "messageLimit", "mailboxLimit"
  };

  private static final String LIMIT = "-1 is no limit, null the server's default";

  private static final String BY_ADDRESS = "{address: .+}"; // a local part may have slashes

  @Inject Accounts accounts;

  /** Creates an account. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Creates an account")
  @APIResponse(responseCode = "201", description = "The account; Location names it")
  @APIResponse(responseCode = "409", description = "The address belongs to an account already")
  public Response create(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema =
                          @Schema(
                              type = SchemaType.OBJECT,
                              requiredProperties = {"address", "password"},
                              properties = {
                                @SchemaProperty(
                                    name = "address",
                                    type = SchemaType.STRING,
                                    example = "u1@a.test"),
                                @SchemaProperty(
                                    name = "password",
                                    type = SchemaType.STRING,
                                    minLength = 8,
                                    maxLength = 256),
                                @SchemaProperty(name = "admin", type = SchemaType.BOOLEAN),
                                @SchemaProperty(
                                    name = "storageLimit",
                                    type = SchemaType.INTEGER,
                                    description = LIMIT),
                                @SchemaProperty(
                                    name = "messageLimit",
                                    type = SchemaType.INTEGER,
                                    description = LIMIT),
                                @SchemaProperty(
                                    name = "mailboxLimit",
                                    type = SchemaType.INTEGER,
                                    description = LIMIT)
                              })))
          InputStream body,
      @Context UriInfo here)
      throws IOException {
    Members members = Members.read(body, NEW);
    Optional<NewAccount> wanted = wanted(members);
    members.check();
    return Answers.of(
        accounts.create(wanted.orElseThrow()),
        account -> Created.at(here, account.address().toString(), view(account)));
  }

  /** A new account; empty when something was wrong. */
  static Optional<NewAccount> wanted(Members members) {
    Optional<Address> address = members.address("address");
    String password = members.text("password");
    boolean administrator = members.truth("admin").orElse(false);
    OwnLimits limits = limits(members).applyTo(OwnLimits.DEFAULT);
    return members.faults().isEmpty()
        ? address.map(a -> new NewAccount(a, password, administrator, limits))
        : Optional.empty();
  }

  /** One page of the accounts. */
  @GET
  @Operation(summary = "Lists the accounts in the order of their main addresses")
  @APIResponse(responseCode = "200", description = "Items, and next when there are more")
  public JsonObject list(
      @QueryParam("limit") @DefaultValue("") String limit,
      @QueryParam("after") @DefaultValue("") String after) {
    int wanted = Answers.limit(limit);
    String key =
        Address.known(after).map(Address::lookupKey).orElse(after.toLowerCase(Locale.ROOT));
    return Answers.page(
        accounts.list(key, wanted + 1),
        wanted,
        AccountsResource::view,
        account -> account.address().toString());
  }

  /** One account. */
  @GET
  @Path(BY_ADDRESS)
  @Operation(summary = "Shows an account")
  @APIResponse(responseCode = "200", description = "The account")
  @APIResponse(responseCode = "404", description = "There is none")
  public Response find(@PathParam("address") String address) {
    return Address.known(address)
        .flatMap(accounts::find)
        .map(account -> Response.ok(view(account)).build())
        .orElseGet(Answers::unknown);
  }

  /** Changes an account. */
  @PATCH
  @Path(BY_ADDRESS)
  @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
  @Operation(summary = "Changes an account; members that are missing leave it as it is")
  @APIResponse(responseCode = "200", description = "The account")
  @APIResponse(responseCode = "400", description = "A member is unknown or wrong")
  @APIResponse(responseCode = "404", description = "There is none")
  @APIResponse(responseCode = "409", description = "It contradicts what exists")
  public Response change(
      @PathParam("address") String address,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema =
                          @Schema(
                              type = SchemaType.OBJECT,
                              properties = {
                                @SchemaProperty(
                                    name = "password",
                                    type = SchemaType.STRING,
                                    minLength = 8,
                                    maxLength = 256),
                                @SchemaProperty(name = "disabled", type = SchemaType.BOOLEAN),
                                @SchemaProperty(name = "admin", type = SchemaType.BOOLEAN),
                                @SchemaProperty(
                                    name = "addAddresses",
                                    type = SchemaType.ARRAY,
                                    implementation = String.class),
                                @SchemaProperty(
                                    name = "removeAddresses",
                                    type = SchemaType.ARRAY,
                                    implementation = String.class),
                                @SchemaProperty(
                                    name = "storageLimit",
                                    type = SchemaType.INTEGER,
                                    description = LIMIT),
                                @SchemaProperty(
                                    name = "messageLimit",
                                    type = SchemaType.INTEGER,
                                    description = LIMIT),
                                @SchemaProperty(
                                    name = "mailboxLimit",
                                    type = SchemaType.INTEGER,
                                    description = LIMIT)
                              })))
          InputStream body)
      throws IOException {
    AccountChange wanted = change(body);
    return Address.known(address)
        .map(a -> Answers.of(accounts.change(a, wanted), i -> Response.ok(view(i)).build()))
        .orElseGet(Answers::unknown);
  }

  /** Deletes an account. */
  @DELETE
  @Path(BY_ADDRESS)
  @Operation(summary = "Deletes an account and all its mail")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", description = "There is none")
  @APIResponse(responseCode = "409", description = "It is the last administrator's")
  public Response delete(@PathParam("address") String address) {
    return Address.known(address)
        .map(a -> Answers.of(accounts.delete(a), gone -> Response.noContent().build()))
        .orElseGet(Answers::unknown);
  }

  private static AccountChange change(InputStream body) throws IOException {
    Members members =
        Members.read(
            body,
            "password",
            "disabled",
            "admin",
            "addAddresses",
            "removeAddresses",
            "storageLimit",
            "messageLimit",
            "mailboxLimit");
    AccountChange change =
        new AccountChange(
            members.optionalText("password"),
            members.truth("disabled"),
            members.truth("admin"),
            members.addresses("addAddresses"),
            members.addresses("removeAddresses"),
            limits(members));
    members.check();
    return change;
  }

  private static LimitsChange limits(Members members) {
    return new LimitsChange(
        members.number("storageLimit", OwnLimits.UNLIMITED),
        members.number("messageLimit", OwnLimits.UNLIMITED),
        members.number("mailboxLimit", OwnLimits.UNLIMITED));
  }

  static JsonObject view(AccountInfo account) {
    JsonArrayBuilder addresses = Json.createArrayBuilder();
    account.addresses().forEach(address -> addresses.add(address.toString()));
    return Json.createObjectBuilder()
        .add("id", account.id())
        .add("address", account.address().toString())
        .add("addresses", addresses)
        .add("admin", account.administrator())
        .add("disabled", account.disabled())
        .add("created", account.created().toString())
        .add("storageLimit", QuotaResource.number(account.limits().octets()))
        .add("messageLimit", QuotaResource.number(account.limits().messages()))
        .add("mailboxLimit", QuotaResource.number(account.limits().mailboxes()))
        .build();
  }
}
