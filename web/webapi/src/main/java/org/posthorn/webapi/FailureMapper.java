package org.posthorn.webapi;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.posthorn.transactions.boundary.Outages;

/**
 * Makes a problem of every exception. What is the server's fault goes to the log under a number
 * that the client is told; no more leaves the server. While database or broker are away, which the
 * log says anyway, the client hears that it may try again.
 */
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {
  private static final System.Logger LOG = System.getLogger(FailureMapper.class.getName());
  private static final int RETRY_SECONDS = 10;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof WebApplicationException known && isClients(known.getResponse())) {
      Response response = known.getResponse();
      Response.ResponseBuilder problem =
          Response.fromResponse(Problem.response(response.getStatusInfo(), detail(response)));
      String allowed = response.getHeaderString(HttpHeaders.ALLOW);
      return (allowed == null ? problem : problem.header(HttpHeaders.ALLOW, allowed)).build();
    }
    if (Outages.reason(failure).isPresent()) {
      LOG.log(System.Logger.Level.DEBUG, "webapi=unavailable", failure);
      return Problem.later(
          Response.Status.SERVICE_UNAVAILABLE,
          "A part of the server is away; try again",
          RETRY_SECONDS);
    }
    String number = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "event=request-failed incident=" + number, failure);
    return Problem.response(
        Response.Status.INTERNAL_SERVER_ERROR, "The server failed; its log tells more: " + number);
  }

  private static boolean isClients(Response response) {
    return response.getStatus() < 500;
  }

  private static String detail(Response response) {
    return switch (response.getStatus()) {
      case 404 -> "There is no such resource";
      case 405 -> "The resource does not know this method";
      case 406 -> "The resource is available as application/json only";
      case 415 -> "The body must be application/json";
      default -> response.getStatusInfo().getReasonPhrase();
    };
  }
}
