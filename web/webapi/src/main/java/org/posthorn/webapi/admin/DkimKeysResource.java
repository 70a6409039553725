package org.posthorn.webapi.admin;

import static org.posthorn.webapi.problem.ProblemException.done;
import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.signing.boundary.DkimKeys;
import org.posthorn.signing.value.DkimKeyState;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.body.MergePatch;
import org.posthorn.webapi.problem.ProblemException;

/** The keys that a domain signs its mail with; each is named by its selector. RFC 6376 §3.1. */
@Path("admin/v0/domains/{name}/dkim-keys")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "DKIM keys")
public class DkimKeysResource {
  @Inject DkimKeys keys;

  /** Makes a key. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary =
          "Makes a key; it signs when its record is seen in DNS, in place of others of its"
              + " algorithm")
  @APIResponseSchema(
      value = DkimKeyView.class,
      responseCode = "201",
      responseDescription = "The key; Location is its URI")
  @APIResponse(responseCode = "404", description = "There is no such domain")
  @APIResponse(responseCode = "409", description = "The selector exists, or there are too many")
  public Response create(
      @PathParam("name") String domain, CreateDkimKey body, @Context UriInfo here) {
    DkimKeyView key = DkimKeyView.of(done(keys.create(domain, body.algorithm(), body.selector())));
    return Created.at(here, key.selector(), key);
  }

  /** The keys of a domain. */
  @GET
  @Operation(summary = "Lists the keys of a domain, oldest first")
  @APIResponse(responseCode = "404", description = "There is no such domain")
  public Page<DkimKeyView> list(@PathParam("name") String domain) {
    return Page.of(found(keys.list(domain)).stream().map(DkimKeyView::of).toList());
  }

  /** One key. */
  @GET
  @Path("{selector}")
  @Operation(summary = "Shows a key")
  @APIResponseSchema(value = DkimKeyView.class, responseDescription = "The key")
  @APIResponse(responseCode = "404", description = "There is no such key")
  public DkimKeyView find(
      @PathParam("name") String domain, @PathParam("selector") String selector) {
    return DkimKeyView.of(found(keys.find(domain, selector)));
  }

  /** Lets a key sign, or sign no more. */
  @PATCH
  @Path("{selector}")
  @Consumes({MediaType.APPLICATION_JSON, MergePatch.JSON})
  @Operation(summary = "Lets a key sign, or sign nothing any more")
  @APIResponseSchema(value = DkimKeyView.class, responseDescription = "The key")
  @APIResponse(responseCode = "404", description = "There is no such key")
  public DkimKeyView change(
      @PathParam("name") String domain,
      @PathParam("selector") String selector,
      MergePatch<DkimKeyPatch> patch) {
    Optional<String> wanted = patch.values().state();
    if (wanted.isEmpty() && !patch.removes("state")) {
      return find(domain, selector);
    }
    DkimKeyState state =
        wanted
            .flatMap(DkimKeyState::named)
            .filter(each -> each != DkimKeyState.PENDING)
            .orElseThrow(() -> ProblemException.badRequest("state", "must be active or retired"));
    return DkimKeyView.of(done(keys.move(domain, selector, state)));
  }

  /** Removes a key. */
  @DELETE
  @Path("{selector}")
  @Operation(summary = "Removes a key that does not sign")
  @APIResponse(responseCode = "204", description = "The key is removed")
  @APIResponse(responseCode = "404", description = "There is no such key")
  @APIResponse(responseCode = "409", description = "The key is active")
  public void remove(@PathParam("name") String domain, @PathParam("selector") String selector) {
    done(keys.remove(domain, selector));
  }
}
