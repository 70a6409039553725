package org.posthorn.webapi.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.sweep.boundary.ContentSweep;
import org.posthorn.sweep.boundary.SweepReport;
import org.posthorn.webapi.Members;
import org.posthorn.webapi.Problem;

/** Freeing the disk space of messages that nobody refers to. */
@Path("admin/v0/content-sweep")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "content")
public class ContentSweepResource {
  private static final String KEEP = "keepExpunged";

  @Inject ContentSweep sweep;

  /** Whether a run is going on, and what the last one has brought. */
  @GET
  @Operation(summary = "Shows whether disk space is being freed, and what that brought last")
  @APIResponse(responseCode = "200", description = "running; last, null when there was none yet")
  public JsonObject show() {
    return Json.createObjectBuilder()
        .add("running", sweep.running())
        .add("last", sweep.last().map(ContentSweepResource::view).orElse(JsonValue.NULL))
        .build();
  }

  /** Starts a run. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Frees the disk space of messages that nobody refers to",
      description = "Returns at once; the work goes on behind. Needs no wait for the daily run")
  @APIResponse(responseCode = "202", description = "It has begun")
  @APIResponse(responseCode = "409", description = "It is going on already, here or elsewhere")
  public Response start(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      schema =
                          @Schema(
                              type = SchemaType.OBJECT,
                              properties =
                                  @SchemaProperty(
                                      name = KEEP,
                                      type = SchemaType.STRING,
                                      description =
                                          "How long it must be known that nobody refers to a"
                                              + " message, in place of what is configured",
                                      example = "P1D"))))
          InputStream body)
      throws IOException {
    Members members = Members.read(body, KEEP);
    Optional<Duration> keep = members.optionalText(KEEP).map(text -> duration(members, text));
    members.check();
    boolean begun = keep.map(sweep::start).orElseGet(sweep::start);
    return begun
        ? Response.accepted(show()).build()
        : Problem.response(Response.Status.CONFLICT, "It is going on already");
  }

  private static Duration duration(Members members, String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      members.fault(KEEP, "must be a duration like P1D or PT0S");
      return Duration.ZERO;
    }
    members.fault(KEEP, "must not be negative");
    return Duration.ZERO;
  }

  private static JsonValue view(SweepReport report) {
    JsonObjectBuilder view =
        Json.createObjectBuilder()
            .add("started", report.started().toString())
            .add("ended", report.ended().toString())
            .add(KEEP, report.keep().toString())
            .add("outcome", report.outcome().name().toLowerCase(Locale.ROOT));
    SweepReport.Segments segments = report.segments();
    SweepReport.Octets octets = report.octets();
    return view.add(
            "segments",
            Json.createObjectBuilder()
                .add("examined", segments.examined())
                .add("deleted", segments.deleted())
                .add("rewritten", segments.rewritten())
                .add("damaged", segments.damaged())
                .add("missing", segments.missing()))
        .add(
            "octets",
            Json.createObjectBuilder()
                .add("freed", octets.freed())
                .add("live", octets.live())
                .add("dead", octets.dead()))
        .build();
  }
}
