package org.posthorn.webapi;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** What went wrong, told to clients. RFC 9457. */
public final class Problem {
  /** The media type of problems. */
  public static final String JSON = "application/problem+json";

  private Problem() {}

  /**
   * A member or parameter of a request that is at fault.
   *
   * @param reason the rest of a sentence that begins with the field
   */
  public record Fault(String field, String reason) {}

  /** A problem that has no more to tell than its status. */
  public static Response response(Response.StatusType status, String detail) {
    return response(status, detail, List.of());
  }

  /** A problem with certain members of the request. */
  public static Response response(Response.StatusType status, String detail, List<Fault> faults) {
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", status.getReasonPhrase())
            .add("status", status.getStatusCode())
            .add("detail", detail);
    if (!faults.isEmpty()) {
      body.add("errors", errors(faults));
    }
    return Response.status(status).type(JSON).entity(body.build()).build();
  }

  /** The members at fault. */
  public static JsonArrayBuilder errors(List<Fault> faults) {
    JsonArrayBuilder errors = Json.createArrayBuilder();
    for (Fault fault : faults) {
      errors.add(
          Json.createObjectBuilder().add("field", fault.field()).add("reason", fault.reason()));
    }
    return errors;
  }

  /** A problem that may be over after so many seconds. RFC 9110 §10.2.3. */
  public static Response later(Response.StatusType status, String detail, int seconds) {
    return Response.fromResponse(response(status, detail))
        .header(HttpHeaders.RETRY_AFTER, seconds)
        .build();
  }

  /** To be thrown where a request is not as it must be. */
  public static WebApplicationException badRequest(List<Fault> faults) {
    Fault first = faults.get(0);
    String detail = first.field() + " " + first.reason();
    return new WebApplicationException(response(Response.Status.BAD_REQUEST, detail, faults));
  }

  /** To be thrown with another status. */
  public static WebApplicationException thrown(Response.Status status, String detail) {
    return new WebApplicationException(response(status, detail));
  }
}
