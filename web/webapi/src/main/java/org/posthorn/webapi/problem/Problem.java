package org.posthorn.webapi.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * Problem details, the body of every error response. RFC 9457 §3.
 *
 * @param type always {@code about:blank}: the status says what kind of problem it is
 * @param title the reason phrase of the status
 * @param status the HTTP status
 * @param detail one sentence for people, without its full stop
 * @param errors the members and parameters at fault; absent when the problem is another one
 */
public record Problem(
    String type, String title, int status, String detail, Optional<List<Violation>> errors) {
  /** The media type of problems. */
  public static final String JSON = "application/problem+json";

  /** A response that has no more to tell than its status. */
  public static Response response(Response.StatusType status, String detail) {
    return response(status, detail, List.of());
  }

  /** A response that names members or parameters of the request. */
  public static Response response(
      Response.StatusType status, String detail, List<Violation> violations) {
    Problem problem =
        new Problem(
            "about:blank",
            status.getReasonPhrase(),
            status.getStatusCode(),
            detail,
            violations.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(violations)));
    return Response.status(status).type(JSON).entity(problem).build();
  }

  /** A response to a request that may succeed after so many seconds. RFC 9110 §10.2.3. */
  public static Response retryLater(Response.StatusType status, String detail, long seconds) {
    return Response.fromResponse(response(status, detail))
        .header(HttpHeaders.RETRY_AFTER, seconds)
        .build();
  }
}
