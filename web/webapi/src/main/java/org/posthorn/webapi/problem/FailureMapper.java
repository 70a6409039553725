package org.posthorn.webapi.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.posthorn.database.Outage;

/**
 * Makes a problem of every exception. Unexpected ones are logged under an incident number, which is
 * all that the client is told. While database or broker are unreachable, which the log says anyway,
 * the client is asked to retry.
 */
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {
  private static final System.Logger LOG = System.getLogger(FailureMapper.class.getName());
  private static final int RETRY_SECONDS = 10;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof ProblemException problem) {
      return problem.getResponse();
    }
    if (failure instanceof WebApplicationException known && isClients(known.getResponse())) {
      Response response = known.getResponse();
      Response.ResponseBuilder problem =
          Response.fromResponse(Problem.response(response.getStatusInfo(), detail(response)));
      String allowed = response.getHeaderString(HttpHeaders.ALLOW);
      return (allowed == null ? problem : problem.header(HttpHeaders.ALLOW, allowed)).build();
    }
    if (Outage.unreachable(failure).isPresent()) {
      LOG.log(System.Logger.Level.DEBUG, "event=webapi-unavailable", failure);
      return Problem.retryLater(
          Response.Status.SERVICE_UNAVAILABLE,
          "The server is temporarily unavailable, try again",
          RETRY_SECONDS);
    }
    String incident = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "event=request-failed incident=" + incident, failure);
    return Problem.response(
        Response.Status.INTERNAL_SERVER_ERROR,
        "Internal error; the server's log has details under incident " + incident);
  }

  private static boolean isClients(Response response) {
    return response.getStatus() < 500;
  }

  private static String detail(Response response) {
    return switch (response.getStatus()) {
      case 404 -> "There is no such resource";
      case 405 -> "The resource does not support this method";
      case 406 -> "The resource is available as application/json only";
      case 415 -> "The body must be application/json";
      default -> response.getStatusInfo().getReasonPhrase();
    };
  }
}
