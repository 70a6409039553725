package org.posthorn.webapi.body;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.webapi.problem.ProblemException;
import org.posthorn.webapi.problem.Violation;

/**
 * Makes records of JSON objects: {@link JsonShape} first, then JSON-B, then Jakarta Validation, so
 * that a client hears of everything that is wrong at once. Thread-safe.
 */
@ApplicationScoped
public class BodyBinding {
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  @Inject Validator validator;

  /** The object as a valid record, or what is wrong with it. */
  public <T extends Record> Bound<T> bind(JsonObject object, Class<T> type) {
    List<Violation> violations = new ArrayList<>();
    JsonObject sound = new JsonShape(violations).sound(object, type, "");
    T body = ApiJson.jsonb().fromJson(sound.toString(), type);
    List<Violation> found = new ArrayList<>(violations);
    validator.validate(body).stream()
        .map(BodyBinding::violation)
        .filter(violation -> violations.stream().noneMatch(known -> covers(known, violation)))
        .sorted(Comparator.comparing(Violation::field))
        .forEach(found::add);
    return new Bound<>(found.isEmpty() ? Optional.of(body) : Optional.empty(), found);
  }

  /** The members of an object that are null. */
  static List<String> nulls(JsonObject object) {
    return object.entrySet().stream()
        .filter(member -> member.getValue().equals(JsonValue.NULL))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Reads the JSON object that a body is.
   *
   * @param limit the longest body, in octets
   * @throws ProblemException 413 when it is longer; 400 when it is nested too deep, has too many
   *     values, or is no object
   */
  static JsonObject read(InputStream body, int limit) throws IOException {
    byte[] octets = body.readNBytes(limit + 1);
    if (octets.length > limit) {
      throw ProblemException.of(
          Response.Status.REQUEST_ENTITY_TOO_LARGE, "The body is longer than " + limit + " octets");
    }
    if (Nesting.tooDeep(octets)) {
      throw ProblemException.of(
          Response.Status.BAD_REQUEST,
          "The body has arrays and objects nested more than " + Nesting.MOST + " levels deep");
    }
    if (Nesting.tooMany(octets)) {
      throw ProblemException.of(
          Response.Status.BAD_REQUEST, "The body has more than " + Nesting.MOST_VALUES + " values");
    }
    try (JsonReader reader =
        READERS.createReader(new ByteArrayInputStream(octets), StandardCharsets.UTF_8)) {
      return reader.readObject();
    } catch (JsonException
        | ArithmeticException // of numbers whose digits or exponents are too many
        | NumberFormatException
        | UnsupportedOperationException e) {
      throw ProblemException.of(Response.Status.BAD_REQUEST, "The body is not a JSON object");
    }
  }

  /** The path without the nodes that stand for what is in a list or an optional. */
  private static Violation violation(ConstraintViolation<?> found) {
    StringBuilder field = new StringBuilder();
    for (Path.Node node : found.getPropertyPath()) {
      if (node.getIndex() != null) {
        field.append('[').append(node.getIndex()).append(']');
      }
      String name = node.getName();
      if (name != null && !name.startsWith("<")) {
        field.append(field.length() == 0 ? "" : ".").append(name);
      }
    }
    return new Violation(field.toString(), found.getMessage());
  }

  /** Whether the one follows from the other: a member of a wrong type counts as missing later. */
  private static boolean covers(Violation known, Violation other) {
    return known.field().equals(other.field())
        || known.field().startsWith(other.field() + "[")
        || known.field().startsWith(other.field() + ".");
  }
}
