package org.posthorn.webapi.admin;

import static org.posthorn.webapi.problem.ProblemException.done;
import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.kernel.Address;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.body.MergePatch;

/** The accounts; each is named by any of its addresses. */
@Path("admin/v0/accounts")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
public class AccountsResource {
  private static final String BY_ADDRESS = "{address: .+}"; // a local part may have slashes

  @Inject Accounts accounts;

  /** Creates an account. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Creates an account")
  @APIResponseSchema(
      value = AccountView.class,
      responseCode = "201",
      responseDescription = "The account; Location is its URI")
  @APIResponse(responseCode = "409", description = "The address belongs to an account already")
  public Response create(CreateAccount body, @Context UriInfo here) {
    AccountView account = AccountView.of(done(accounts.create(body.toNewAccount())));
    return Created.at(here, account.address(), account);
  }

  /** One page of the accounts. */
  @GET
  @Operation(summary = "Lists the accounts in the order of their main addresses")
  public Page<AccountView> list(
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
      @QueryParam("after") @DefaultValue("") String after) {
    String key =
        Address.known(after).map(Address::lookupKey).orElse(after.toLowerCase(Locale.ROOT));
    return Page.of(
        accounts.list(key, limit.andOneMore()),
        limit,
        AccountView::of,
        account -> account.address().toString());
  }

  /** One account. */
  @GET
  @Path(BY_ADDRESS)
  @Operation(summary = "Shows an account")
  @APIResponseSchema(value = AccountView.class, responseDescription = "The account")
  @APIResponse(responseCode = "404", description = "There is no such account")
  public AccountView find(@PathParam("address") String address) {
    return AccountView.of(found(Address.known(address).flatMap(accounts::find)));
  }

  /** Changes an account. */
  @PATCH
  @Path(BY_ADDRESS)
  @Consumes({MediaType.APPLICATION_JSON, MergePatch.JSON})
  @Operation(summary = "Changes an account; members that are missing leave it as it is")
  @APIResponseSchema(value = AccountView.class, responseDescription = "The account")
  @APIResponse(responseCode = "404", description = "There is no such account")
  @APIResponse(responseCode = "409", description = "It conflicts with what exists")
  public AccountView change(@PathParam("address") String address, MergePatch<AccountPatch> patch) {
    Address known = found(Address.known(address));
    return AccountView.of(done(accounts.change(known, AccountPatch.change(patch))));
  }

  /** Deletes an account. */
  @DELETE
  @Path(BY_ADDRESS)
  @Operation(summary = "Deletes an account and all its mail")
  @APIResponse(responseCode = "204", description = "The account is deleted")
  @APIResponse(responseCode = "404", description = "There is no such account")
  @APIResponse(responseCode = "409", description = "It is the last administrator's")
  public void delete(@PathParam("address") String address) {
    done(accounts.delete(found(Address.known(address))));
  }
}
