package org.posthorn.webapi.admin;

import static org.posthorn.webapi.problem.ProblemException.done;
import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.kernel.Address;
import org.posthorn.transports.boundary.OnDemandDomains;
import org.posthorn.transports.value.OnDemandDomainInfo;
import org.posthorn.web.security.Role;

/** Domains of others whose mail is taken and waits here until a host fetches it (RFC 2645). */
@Path("admin/v0/on-demand-domains")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "queue")
public class OnDemandDomainsResource {
  @Inject OnDemandDomains domains;
  @Inject Accounts accounts;
  @Inject Directory directory;

  /** All of them. */
  @GET
  @Operation(summary = "Lists the domains whose mail waits to be fetched, in the order of names")
  public Page<OnDemandDomainView> list() {
    return Page.of(views(domains.list()));
  }

  /** Gives one to an account. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Takes mail for a domain of others, until the host of an account fetches it",
      description = "By ATRN, on a listener of role odmr, logged in as the account")
  @APIResponseSchema(
      value = OnDemandDomainView.class,
      responseCode = "201",
      responseDescription = "The domain; Location is its URI")
  @APIResponse(responseCode = "404", description = "There is no such account")
  @APIResponse(responseCode = "409", description = "It is one of this server, or given already")
  public Response create(GiveOnDemandDomain body, @Context UriInfo here) {
    AccountInfo account = found(Address.known(body.account()).flatMap(accounts::find));
    OnDemandDomainInfo made = done(domains.give(body.domain(), account.id()));
    return Created.at(here, made.name(), views(List.of(made)).get(0));
  }

  /** Takes one back. */
  @DELETE
  @Path("{domain}")
  @Operation(summary = "Takes a domain back; what waits for it is then sent as other mail")
  @APIResponse(responseCode = "204", description = "It is taken back")
  @APIResponse(responseCode = "404", description = "There is no such domain")
  public void delete(@PathParam("domain") String domain) {
    done(domains.takeBack(domain));
  }

  private List<OnDemandDomainView> views(List<OnDemandDomainInfo> found) {
    var addresses =
        directory.addresses(
            found.stream().map(OnDemandDomainInfo::account).collect(Collectors.toSet()));
    return found.stream().map(each -> OnDemandDomainView.of(each, addresses)).toList();
  }
}
