package org.posthorn.webapi;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.posthorn.kernel.Address;

/**
 * The members of the JSON object that a request brings. Reading a member notes what is wrong with
 * it and goes on; {@link #check} then tells everything at once. A member that the request must not
 * have is an error, so a misspelt wish is not lost.
 */
public final class Members {
  /** Longest body in octets. */
  public static final int MAX_BODY = 64 * 1024;

  private final JsonObject object;
  private final List<Problem.Fault> faults = new ArrayList<>();

  private Members(JsonObject object, Set<String> known) {
    this.object = object;
    for (String name : object.keySet()) {
      if (!known.contains(name)) {
        fault(name.length() > 100 ? name.substring(0, 100) : name, "is not known here");
      }
    }
  }

  /**
   * Reads a body.
   *
   * @throws jakarta.ws.rs.WebApplicationException when it is too large or no JSON object
   */
  public static Members read(InputStream body, String... known) throws IOException {
    return read(body, MAX_BODY, known);
  }

  /**
   * Reads a body that may be longer or shorter than others.
   *
   * @throws jakarta.ws.rs.WebApplicationException when it is too large or no JSON object
   */
  public static Members read(InputStream body, int most, String... known) throws IOException {
    byte[] octets = body.readNBytes(most + 1);
    if (octets.length > most) {
      throw Problem.thrown(
          Response.Status.REQUEST_ENTITY_TOO_LARGE, "The body is longer than " + most + " octets");
    }
    if (Nesting.tooDeep(octets)) {
      throw Problem.thrown(
          Response.Status.BAD_REQUEST,
          "Arrays and objects of the body stand more than " + Nesting.MOST + " deep");
    }
    try (JsonReader reader =
        Json.createReaderFactory(null)
            .createReader(new ByteArrayInputStream(octets), StandardCharsets.UTF_8)) {
      return new Members(reader.readObject(), Set.of(known));
    } catch (JsonException e) {
      throw Problem.thrown(Response.Status.BAD_REQUEST, "The body is no JSON object");
    }
  }

  /** Notes that something is wrong with a member. */
  public void fault(String field, String reason) {
    faults.add(new Problem.Fault(field, reason));
  }

  /**
   * Ends the reading.
   *
   * @throws jakarta.ws.rs.WebApplicationException when anything was wrong
   */
  public void check() {
    if (!faults.isEmpty()) {
      throw Problem.badRequest(faults);
    }
  }

  /** A text that must be there; empty text after a fault. */
  public String text(String name) {
    if (!object.containsKey(name)) {
      fault(name, "is missing");
    }
    return optionalText(name).orElse("");
  }

  /** A text that may be there. */
  public Optional<String> optionalText(String name) {
    JsonValue value = object.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonString text) {
      return Optional.of(text.getString());
    }
    fault(name, "must be a string");
    return Optional.empty();
  }

  /** {@code true} or {@code false}, which may be there. */
  public Optional<Boolean> truth(String name) {
    JsonValue value = object.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE)) {
      return Optional.of(value.equals(JsonValue.TRUE));
    }
    fault(name, "must be true or false");
    return Optional.empty();
  }

  /** A whole number from {@code least} on, or null; empty when the member is not there. */
  public Optional<OptionalLong> number(String name, long least) {
    JsonValue value = object.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.equals(JsonValue.NULL)) {
      return Optional.of(OptionalLong.empty());
    }
    if (value instanceof JsonNumber number && number.isIntegral()) {
      try {
        long exact = number.bigIntegerValueExact().longValueExact();
        if (exact >= least) {
          return Optional.of(OptionalLong.of(exact));
        }
      } catch (ArithmeticException tooLarge) {
        fault(name, "is too large");
        return Optional.empty();
      }
    }
    fault(name, "must be a whole number from " + least + " on, or null");
    return Optional.empty();
  }

  /** Objects that must be there; each with these members, and faults of its own. */
  public List<Members> objects(String name, int most, String... known) {
    List<Members> objects = new ArrayList<>();
    JsonValue value = object.get(name);
    if (!(value instanceof JsonArray array) || array.isEmpty() || array.size() > most) {
      fault(name, "must be an array of 1 to " + most + " objects");
      return objects;
    }
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof JsonObject each) {
        objects.add(new Members(each, Set.of(known)));
      } else {
        fault(name + "[" + i + "]", "must be an object");
      }
    }
    return objects;
  }

  /** What was wrong so far. */
  public List<Problem.Fault> faults() {
    return List.copyOf(faults);
  }

  /** A mail address that must be there. */
  public Optional<Address> address(String name) {
    boolean present = object.containsKey(name);
    String text = text(name);
    Optional<Address> address = Address.parse(text);
    if (present && address.isEmpty()) {
      fault(name, "is not a mail address");
    }
    return address;
  }

  /** Mail addresses; none when the member is not there. */
  public List<Address> addresses(String name) {
    List<Address> addresses = new ArrayList<>();
    JsonValue value = object.getOrDefault(name, JsonValue.EMPTY_JSON_ARRAY);
    if (!(value instanceof JsonArray array)) {
      fault(name, "must be an array of strings");
      return addresses;
    }
    for (int i = 0; i < array.size(); i++) {
      Optional<Address> address =
          array.get(i) instanceof JsonString text
              ? Address.parse(text.getString())
              : Optional.empty();
      if (address.isEmpty()) {
        fault(name + "[" + i + "]", "is not a mail address");
      }
      address.ifPresent(addresses::add);
    }
    return addresses;
  }
}
