package org.posthorn.webapi.admin;

import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.kernel.Address;
import org.posthorn.submission.boundary.SubmissionAdministration;
import org.posthorn.submission.value.SendingGrantInfo;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** Who may write in the name of another account. */
@Path("admin/v0/sending-grants")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "submission")
public class SendingGrantsResource {
  @Inject Accounts accounts;
  @Inject Directory directory;
  @Inject SubmissionAdministration submission;

  /** Lets an account write in the name of another. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary =
          "Lets an account write in the name of another; what was granted before becomes of this"
              + " kind")
  @APIResponseSchema(
      value = SendingGrantView.class,
      responseCode = "201",
      responseDescription = "The grant; Location is its URI")
  @APIResponse(responseCode = "404", description = "There is no such account")
  public Response create(CreateSendingGrant body, @Context UriInfo here) {
    AccountInfo owner = account(body.owner());
    AccountInfo delegate = account(body.delegate());
    if (owner.id() == delegate.id()) {
      throw ProblemException.badRequest("delegate", "must be another account than the owner");
    }
    SendingGrantInfo.Kind kind =
        SendingGrantInfo.Kind.valueOf(body.kind().toUpperCase(Locale.ROOT));
    SendingGrantInfo grant = submission.grant(owner.id(), delegate.id(), kind);
    return Created.at(
        here, Long.toString(grant.id()), SendingGrantView.of(grant, addresses(List.of(grant))));
  }

  /** The grants of an account. */
  @GET
  @Operation(summary = "Lists what an account has granted, and has been granted")
  @APIResponse(responseCode = "404", description = "There is no such account")
  public Page<SendingGrantView> list(@QueryParam("address") @DefaultValue("") String address) {
    List<SendingGrantInfo> grants = submission.grants(account(address).id());
    Map<Long, String> addresses = addresses(grants);
    return Page.of(grants.stream().map(each -> SendingGrantView.of(each, addresses)).toList());
  }

  /** Takes a grant back. */
  @DELETE
  @Path("{id}")
  @Operation(summary = "Takes a grant back")
  @APIResponse(responseCode = "204", description = "It is taken back")
  @APIResponse(responseCode = "404", description = "There is no such grant")
  public void delete(@PathParam("id") long id) {
    found(Optional.of(id).filter(submission::revoke));
  }

  private AccountInfo account(String address) {
    return found(Address.known(address).flatMap(accounts::find));
  }

  private Map<Long, String> addresses(List<SendingGrantInfo> grants) {
    return directory.addresses(
        grants.stream()
            .flatMap(each -> Stream.of(each.owner(), each.delegate()))
            .collect(Collectors.toSet()));
  }
}
