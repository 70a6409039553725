package org.posthorn.webapi.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.sweep.boundary.ContentGc;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** Freeing the disk space of messages that nobody refers to. */
@Path("admin/v0/content-sweep")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "content")
public class ContentGcResource {
  @Inject ContentGc sweep;

  /** Whether a run is in progress, and what the last one has brought. */
  @GET
  @Operation(summary = "Shows whether disk space is being freed, and what that brought last")
  public SweepView show() {
    return SweepView.of(sweep);
  }

  /** Starts a run. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Frees the disk space of messages that nobody refers to",
      description = "Returns at once; the run goes on in the background")
  @APIResponseSchema(
      value = SweepView.class,
      responseCode = "202",
      responseDescription = "The run has started")
  @APIResponse(
      responseCode = "409",
      description = "A run is in progress already, on this or another server")
  public Response start(StartSweep body) {
    boolean started =
        body.keepExpunged()
            .map(keep -> sweep.start(Duration.parse(keep))) // @IsoDuration
            .orElseGet(sweep::start);
    if (!started) {
      throw ProblemException.of(Response.Status.CONFLICT, "A run is in progress already");
    }
    return Response.accepted(show()).build();
  }
}
