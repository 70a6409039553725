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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.transports.boundary.Transports;
import org.posthorn.transports.value.PasswordChange;
import org.posthorn.transports.value.TransportInfo;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.body.MergePatch;

/** The ways on which mail leaves; routes say which mail takes which. */
@Path("admin/v0/transports")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "queue")
public class TransportsResource {
  @Inject Transports transports;

  /** All of them. */
  @GET
  @Operation(summary = "Lists the ways on which mail leaves, in the order of their names")
  public Page<TransportView> list() {
    return Page.of(transports.list().stream().map(TransportView::of).toList());
  }

  /** Adds one. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Adds a way on which mail leaves",
      description = "Mail takes it when a route says so, from the next attempt on")
  @APIResponseSchema(
      value = TransportView.class,
      responseCode = "201",
      responseDescription = "The transport; Location is its URI")
  @APIResponse(responseCode = "409", description = "The name is taken already")
  public Response create(CreateTransport body, @Context UriInfo here) {
    TransportInfo made =
        done(
            transports.create(
                body.name(), body.body().toSpec(), PasswordChange.to(body.password())));
    return Created.at(here, made.name(), TransportView.of(made));
  }

  /** One of them. */
  @GET
  @Path("{name}")
  @Operation(summary = "Shows a transport")
  @APIResponseSchema(value = TransportView.class, responseDescription = "The transport")
  @APIResponse(responseCode = "404", description = "There is no such transport")
  public TransportView find(@PathParam("name") String name) {
    return TransportView.of(found(transports.find(name)));
  }

  /** Changes one. */
  @PATCH
  @Path("{name}")
  @Consumes({MediaType.APPLICATION_JSON, MergePatch.JSON})
  @Operation(summary = "Changes a transport; members that are missing leave it as it is")
  @APIResponseSchema(value = TransportView.class, responseDescription = "The transport")
  @APIResponse(responseCode = "404", description = "There is no such transport")
  public TransportView change(@PathParam("name") String name, MergePatch<TransportBody> patch) {
    TransportInfo old = found(transports.find(name));
    return TransportView.of(
        done(
            transports.change(
                name, TransportBody.apply(patch, old.spec()), TransportBody.password(patch))));
  }

  /** Removes one. */
  @DELETE
  @Path("{name}")
  @Operation(summary = "Removes a transport")
  @APIResponse(responseCode = "204", description = "The transport is removed")
  @APIResponse(responseCode = "404", description = "There is no such transport")
  @APIResponse(responseCode = "409", description = "Routes take it")
  public void remove(@PathParam("name") String name) {
    done(transports.remove(name));
  }
}
