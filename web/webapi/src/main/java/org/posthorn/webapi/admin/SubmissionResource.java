package org.posthorn.webapi.admin;

import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import org.posthorn.submission.boundary.SubmissionAdministration;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.body.MergePatch;

/** What accounts may send to other servers; each is named by any of its addresses. */
@Path("admin/v0/submission")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "submission")
public class SubmissionResource {
  @Inject Accounts accounts;
  @Inject SubmissionAdministration submission;

  /** What an account may send. */
  @GET
  @Path("{address: .+}")
  @Operation(summary = "Shows what an account may send to other servers, and has sent")
  @APIResponseSchema(value = SubmissionView.class, responseDescription = "Limits and use")
  @APIResponse(responseCode = "404", description = "There is no such account")
  public SubmissionView find(@PathParam("address") String address) {
    return view(account(address));
  }

  /** Changes it. */
  @PATCH
  @Path("{address: .+}")
  @Consumes({MediaType.APPLICATION_JSON, MergePatch.JSON})
  @Operation(summary = "Changes what an account may send; members that are missing stay")
  @APIResponseSchema(value = SubmissionView.class, responseDescription = "Limits and use")
  @APIResponse(responseCode = "404", description = "There is no such account")
  public SubmissionView change(
      @PathParam("address") String address, MergePatch<SubmissionPatch> patch) {
    AccountInfo account = account(address);
    submission.change(account.id(), now -> SubmissionPatch.apply(patch, now));
    return view(account);
  }

  private AccountInfo account(String address) {
    return found(Address.known(address).flatMap(accounts::find));
  }

  private SubmissionView view(AccountInfo account) {
    return SubmissionView.of(
        account.address().toString(), submission.rules(account.id()), submission.use(account.id()));
  }
}
