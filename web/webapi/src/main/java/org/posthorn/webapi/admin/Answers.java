package org.posthorn.webapi.admin;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.webapi.Problem;

/** Turns what boundaries answer into what HTTP answers. */
final class Answers {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  private Answers() {}

  /** What was done, or why it was not. */
  static <T> Response of(Result<T> result, Function<T, Response> done) {
    return result.outcome().map(done).orElseGet(() -> refused(result.refusal().orElseThrow()));
  }

  /** One page of a list; {@code next} is to be the {@code after} of the next page. */
  static <T> JsonObject page(
      List<T> found, int limit, Function<T, JsonObject> view, Function<T, String> key) {
    List<T> shown = found.size() > limit ? found.subList(0, limit) : found;
    JsonArrayBuilder items = Json.createArrayBuilder();
    shown.forEach(item -> items.add(view.apply(item)));
    JsonObjectBuilder page = Json.createObjectBuilder().add("items", items);
    if (found.size() > limit) {
      page.add("next", key.apply(shown.get(limit - 1)));
    }
    return page.build();
  }

  /** The {@code limit} parameter. */
  static int limit(String text) {
    int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (text.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw Problem.badRequest(
          List.of(new Problem.Fault("limit", "must be a number from 1 to " + MAX_LIMIT)));
    }
    return limit;
  }

  /** There is none of this name. */
  static Response unknown() {
    return Problem.response(Response.Status.NOT_FOUND, "There is no such resource");
  }

  /** The status for an objection. */
  static Response.Status status(Objection objection) {
    return switch (objection.kind()) {
      case UNKNOWN -> Response.Status.NOT_FOUND;
      case CONFLICT -> Response.Status.CONFLICT;
      case INVALID -> Response.Status.BAD_REQUEST;
    };
  }

  private static Response refused(Objection objection) {
    if (objection.kind() == Objection.Kind.UNKNOWN) {
      return unknown();
    }
    Response.Status status = status(objection);
    Problem.Fault fault = new Problem.Fault(objection.field(), objection.reason());
    return Problem.response(status, objection.field() + " " + objection.reason(), List.of(fault));
  }
}
