package org.posthorn.webapi.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.AccountInfo;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.kernel.Address;
import org.posthorn.mailboxes.boundary.Quotas;
import org.posthorn.mailstore.Quota;

/** What accounts have and may have; their limits are changed with the accounts. */
@Path("admin/v0/quota")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
public class QuotaResource {
  @Inject Accounts accounts;
  @Inject Quotas quotas;

  /** What an account has and may have. */
  @GET
  @Path("{address: .+}")
  @Operation(
      summary = "Shows what an account uses and its limits",
      description = "Storage in octets; a limit of null is none. The server's defaults count")
  @APIResponse(responseCode = "200", description = "storage, messages, mailboxes: used, limit")
  @APIResponse(responseCode = "404", description = "There is no such account")
  public Response find(@PathParam("address") String address) {
    return Address.known(address)
        .flatMap(accounts::find)
        .map(account -> Response.ok(view(account)).build())
        .orElseGet(Answers::unknown);
  }

  private JsonObject view(AccountInfo account) {
    Quota quota = quotas.ofAccount(account.id(), account.address().toString());
    return Json.createObjectBuilder()
        .add("address", quota.root())
        .add("storage", resource(quota.used().octets(), quota.limits().octets()))
        .add("messages", resource(quota.used().messages(), quota.limits().messages()))
        .add("mailboxes", resource(quota.used().mailboxes(), quota.limits().mailboxes()))
        .build();
  }

  private static JsonObjectBuilder resource(long used, OptionalLong limit) {
    return Json.createObjectBuilder().add("used", used).add("limit", number(limit));
  }

  /** A number, or null. */
  static JsonValue number(OptionalLong value) {
    return value.isPresent() ? Json.createValue(value.getAsLong()) : JsonValue.NULL;
  }
}
