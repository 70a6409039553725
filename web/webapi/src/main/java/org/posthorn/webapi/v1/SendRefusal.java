package org.posthorn.webapi.v1;

import jakarta.ws.rs.core.Response;
import org.posthorn.sending.value.ApplicationResult.NotTaken;
import org.posthorn.webapi.problem.ProblemException;

/** Says why a message was not sent. */
final class SendRefusal {
  private static final long LIMIT_SECONDS = 3_600;
  private static final long BUSY_SECONDS = 10;

  private SendRefusal() {}

  static ProblemException of(NotTaken refused) {
    return switch (refused.reason()) {
      case BAD_ADDRESS, NO_RECIPIENTS -> ProblemException.badRequest("to", refused.detail());
      case BAD_FROM, MULTIPLE_FROM, DOMAIN_DISABLED ->
          ProblemException.badRequest("from", refused.detail());
      case MISSING_BODY -> ProblemException.badRequest("text", refused.detail());
      case MALFORMED_MESSAGE_ID -> ProblemException.badRequest("references", refused.detail());
      case MESSAGE_LIMIT, RECIPIENT_LIMIT -> // of a day: something may be free in an hour
          ProblemException.retryLater(
              Response.Status.TOO_MANY_REQUESTS, refused.detail(), LIMIT_SECONDS);
      case TOO_LARGE ->
          ProblemException.of(Response.Status.REQUEST_ENTITY_TOO_LARGE, refused.detail());
      case SENT_OVER_QUOTA, KEY_REUSED ->
          ProblemException.of(Response.Status.CONFLICT, refused.detail());
      case SERVER ->
          ProblemException.retryLater(
              Response.Status.SERVICE_UNAVAILABLE, refused.detail(), BUSY_SECONDS);
      case USER -> ProblemException.of(Response.Status.BAD_REQUEST, refused.detail());
    };
  }
}
