package org.posthorn.webapi.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends WebApplicationException {
  private static final long serialVersionUID = 1;

  private ProblemException(Response response) {
    super(response);
  }

  /** With a status and a sentence. */
  public static ProblemException of(Response.Status status, String detail) {
    return new ProblemException(Problem.response(status, detail));
  }

  /** With a status, a sentence, and after how many seconds the request may succeed. */
  public static ProblemException retryLater(Response.Status status, String detail, long seconds) {
    return new ProblemException(Problem.retryLater(status, detail, seconds));
  }

  /** 404. */
  public static ProblemException notFound() {
    return of(Response.Status.NOT_FOUND, "There is no such resource");
  }

  /** 400, with at least one violation; the detail is the first. */
  public static ProblemException badRequest(List<Violation> violations) {
    return new ProblemException(
        Problem.response(Response.Status.BAD_REQUEST, violations.get(0).sentence(), violations));
  }

  /** 400 because of one member or parameter. */
  public static ProblemException badRequest(String field, String reason) {
    return badRequest(List.of(new Violation(field, reason)));
  }

  /** What was found; else 404. */
  public static <T> T found(Optional<T> resource) {
    return resource.orElseThrow(ProblemException::notFound);
  }

  /** What a boundary has done; else the problem that its objection is. */
  public static <T> T done(Result<T> result) {
    return result.outcome().orElseThrow(() -> refused(result.refusal().orElseThrow()));
  }

  /** The status for an objection. */
  public static Response.Status status(Objection objection) {
    return switch (objection.kind()) {
      case UNKNOWN -> Response.Status.NOT_FOUND;
      case CONFLICT -> Response.Status.CONFLICT;
      case INVALID -> Response.Status.BAD_REQUEST;
    };
  }

  /** What an objection is about. */
  public static Violation violation(Objection objection) {
    return new Violation(objection.field(), objection.reason());
  }

  private static ProblemException refused(Objection objection) {
    if (objection.kind() == Objection.Kind.UNKNOWN) {
      return notFound();
    }
    Violation violation = violation(objection);
    return new ProblemException(
        Problem.response(status(objection), violation.sentence(), List.of(violation)));
  }
}
