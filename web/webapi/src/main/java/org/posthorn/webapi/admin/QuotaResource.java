package org.posthorn.webapi.admin;

import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.kernel.Address;
import org.posthorn.quota.boundary.Quotas;
import org.posthorn.web.security.Role;

/** What accounts use and may use; their limits are changed with the accounts. */
@Path("admin/v0/quota")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
public class QuotaResource {
  @Inject Accounts accounts;
  @Inject Quotas quotas;

  /** What an account uses and may use. */
  @GET
  @Path("{address: .+}")
  @Operation(summary = "Shows what an account uses, and its limits with the server's defaults")
  @APIResponseSchema(value = QuotaView.class, responseDescription = "Usage and limits")
  @APIResponse(responseCode = "404", description = "There is no such account")
  public QuotaView find(@PathParam("address") String address) {
    AccountInfo account = found(Address.known(address).flatMap(accounts::find));
    return QuotaView.of(quotas.ofAccount(account.id(), account.address().toString()));
  }
}
