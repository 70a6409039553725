package org.posthorn.webapi.admin;

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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.kernel.Address;
import org.posthorn.relay.boundary.Suppressions;
import org.posthorn.relay.value.SuppressionEntry;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** The addresses that get no mail of an account, because it failed before. */
@Path("admin/v0/suppressions")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "queue")
public class SuppressionsResource {
  @Inject Suppressions suppressions;
  @Inject Directory directory;

  /** One page of them. */
  @GET
  @Operation(summary = "Lists the addresses that get no mail of an account, or of any")
  public Page<SuppressionView> list(
      @QueryParam("account") @DefaultValue("") String account,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
      @QueryParam("after") @DefaultValue("0") String after) {
    if (!after.matches("\\d{1,18}")) {
      throw ProblemException.badRequest("after", "must be next of the page before");
    }
    Optional<Long> whose = Optional.of(account).filter(it -> !it.isEmpty()).map(this::account);
    List<SuppressionEntry> found =
        suppressions.list(whose, Long.parseLong(after), limit.andOneMore());
    Map<Long, String> names =
        directory.addresses(
            found.stream().map(SuppressionEntry::account).collect(Collectors.toSet()));
    return Page.of(
        found,
        limit,
        entry -> SuppressionView.of(entry, names),
        entry -> Long.toString(entry.id()));
  }

  private long account(String address) {
    return QueueFilterBody.account(address, it -> directory.account(it).map(AccountRef::id));
  }

  /** Adds one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Suppresses an address: mail of the account to it fails at once")
  @APIResponseSchema(
      value = SuppressionView.class,
      responseCode = "201",
      responseDescription = "The entry; Location is its URI")
  public Response add(SuppressionView.Add body, @Context UriInfo here) {
    Address address =
        Address.parse(body.address())
            .orElseThrow(() -> ProblemException.badRequest("address", "is no address"));
    SuppressionEntry made =
        suppressions.add(account(body.account()), address, body.reason().orElse(""));
    Map<Long, String> names = directory.addresses(List.of(made.account()));
    return Created.at(here, Long.toString(made.id()), SuppressionView.of(made, names));
  }

  /** Removes one. */
  @DELETE
  @Path("{id: \\d{1,18}}")
  @Operation(summary = "Lets mail go to the address again")
  @APIResponse(responseCode = "204", description = "The entry is removed")
  @APIResponse(responseCode = "404", description = "There is no such entry")
  public void remove(@PathParam("id") long id) {
    if (!suppressions.remove(id)) {
      throw ProblemException.notFound();
    }
  }
}
