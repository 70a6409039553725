package org.posthorn.webapi.v1;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.apikeys.value.KeyScope;
import org.posthorn.kernel.Address;
import org.posthorn.relay.boundary.Suppressions;
import org.posthorn.relay.value.SuppressionEntry;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.admin.PageLimit;
import org.posthorn.webapi.problem.ProblemException;
import org.posthorn.webapi.security.NeedsScope;

/** The addresses to which no mail of the account goes. */
@Path("v1/suppressions")
@RequestScoped
@RolesAllowed({Role.USER, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "suppressions")
public class OwnSuppressionsResource {
  @Inject Suppressions suppressions;
  @Inject Caller caller;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public OwnSuppressionsResource() {}

  /** A page of them. */
  public record SuppressedPage(
      List<SuppressedAddress> items,
      @Schema(description = "The cursor of the next page; absent on the last one")
          Optional<String> next) {}

  /** One of them. */
  public record SuppressedAddress(
      @Schema(description = "Others that lead to the same mailbox are meant as well")
          String address,
      @Schema(description = "Whether somebody wanted it; otherwise mail to it has failed")
          boolean manual,
      @Schema(description = "The reply, or what somebody noted") String reason,
      Instant created) {

    static SuppressedAddress of(SuppressionEntry entry) {
      return new SuppressedAddress(
          entry.address(), entry.manual(), entry.reason(), entry.created());
    }
  }

  /** Why. */
  public record Suppress(
      @Schema(example = "asked to be left alone") @NotNull @Size(max = 500) String reason) {}

  /** Lists them. */
  @GET
  @NeedsScope(KeyScope.SUPPRESSION)
  @Operation(summary = "Lists the addresses to which no mail of the account goes")
  @APIResponseSchema(value = SuppressedPage.class, responseDescription = "A page of addresses")
  public SuppressedPage list(
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
      @QueryParam("cursor") @DefaultValue("0") String cursor) {
    if (!cursor.matches("\\d{1,18}")) {
      throw ProblemException.badRequest("cursor", "must be next of the previous page");
    }
    List<SuppressionEntry> found =
        suppressions.list(
            Optional.of(caller.login().accountId()), Long.parseLong(cursor), limit.items() + 1);
    boolean more = found.size() > limit.items();
    List<SuppressionEntry> page = more ? found.subList(0, limit.items()) : found;
    return new SuppressedPage(
        page.stream().map(SuppressedAddress::of).toList(),
        more ? Optional.of(Long.toString(page.get(page.size() - 1).id())) : Optional.empty());
  }

  /** One of them. */
  @GET
  @Path("{address}")
  @NeedsScope(KeyScope.SUPPRESSION)
  @Operation(summary = "Says why no mail of the account goes to an address")
  @APIResponseSchema(value = SuppressedAddress.class, responseDescription = "The entry")
  @APIResponse(responseCode = "404", description = "Mail goes to the address")
  public SuppressedAddress find(@PathParam("address") String address) {
    return SuppressedAddress.of(ProblemException.found(entry(address)));
  }

  /** Adds one. */
  @PUT
  @Path("{address}")
  @NeedsScope(KeyScope.SUPPRESSION)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "From now on no mail of the account goes to an address")
  @APIResponseSchema(value = SuppressedAddress.class, responseDescription = "The entry")
  public SuppressedAddress put(@PathParam("address") String address, Suppress body) {
    return SuppressedAddress.of(
        suppressions.add(caller.login().accountId(), parsed(address), body.reason()));
  }

  /** Removes one. */
  @DELETE
  @Path("{address}")
  @NeedsScope(KeyScope.SUPPRESSION)
  @Operation(summary = "Lets mail go to an address again")
  @APIResponse(responseCode = "204", description = "The entry is removed")
  @APIResponse(responseCode = "404", description = "Mail goes to the address")
  public void remove(@PathParam("address") String address) {
    suppressions.remove(ProblemException.found(entry(address)).id());
  }

  private Optional<SuppressionEntry> entry(String address) {
    return suppressions.find(caller.login().accountId(), parsed(address));
  }

  private static Address parsed(String address) {
    return Address.parse(address)
        .orElseThrow(() -> ProblemException.badRequest("address", "is no address"));
  }
}
