package org.posthorn.webapi.body;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.webapi.problem.Violation;

/**
 * Compares a JSON object with the record that it is to become, and notes every member that the
 * record does not have or whose JSON type is another one: JSON-B would ignore the former and stop
 * at the first of the latter.
 */
final class JsonShape {
  /** Most unknown members that are named; who sends more has not mistyped a name. */
  static final int MAX_UNKNOWN = 20;

  private static final int MAX_NAME = 100;
  private static final int MOST_VIOLATIONS = 100; // then nobody reads on

  private final List<Violation> violations;
  private int unknown;

  /** Notes what is wrong in a list of the caller's. */
  JsonShape(List<Violation> violations) {
    this.violations = violations;
  }

  /** The object without the members that are at fault. */
  JsonObject sound(JsonObject object, Class<?> type, String path) {
    JsonObjectBuilder sound = Json.createObjectBuilder();
    for (Map.Entry<String, JsonValue> member : object.entrySet()) {
      Optional<RecordComponent> component = RecordComponents.named(type, member.getKey());
      if (component.isPresent()) {
        member(component.get(), member.getValue(), path + member.getKey())
            .ifPresent(value -> sound.add(member.getKey(), value));
      } else if (++unknown <= MAX_UNKNOWN) {
        unknown(type, path, member.getKey());
      }
    }
    return sound.build();
  }

  private void unknown(Class<?> type, String path, String key) {
    String name = key.length() > MAX_NAME ? key.substring(0, MAX_NAME) : key;
    List<String> known =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    String hint =
        NearestName.of(name, known).map(nearest -> ", did you mean " + nearest + "?").orElse("");
    violations.add(new Violation(path + name, "is unknown" + hint));
  }

  private Optional<JsonValue> member(RecordComponent component, JsonValue value, String path) {
    boolean nillable = RecordComponents.isNillable(component);
    if (nillable && value.equals(JsonValue.NULL)) {
      return Optional.of(value);
    }
    return value(component.getGenericType(), value, path, nillable ? ", or null" : "");
  }

  private Optional<JsonValue> value(Type declared, JsonValue value, String path, String orNull) {
    Type type = isOptional(declared) ? RecordComponents.content(declared) : declared;
    if (type == String.class) {
      return demand(value instanceof JsonString, value, path, "must be a string" + orNull);
    }
    if (type == boolean.class || type == Boolean.class) {
      boolean truth = value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE);
      return demand(truth, value, path, "must be true or false" + orNull);
    }
    if (type == long.class || type == Long.class || type == OptionalLong.class) {
      return number(value, Long.SIZE, path, orNull);
    }
    if (type == int.class || type == Integer.class) {
      return number(value, Integer.SIZE, path, orNull);
    }
    if (type == double.class || type == Double.class) {
      return demand(value instanceof JsonNumber, value, path, "must be a number" + orNull);
    }
    if (type == JsonObject.class) {
      return demand(value instanceof JsonObject, value, path, "must be an object" + orNull);
    }
    if (type instanceof Class<?> nested && nested.isRecord()) {
      return demand(value instanceof JsonObject, value, path, "must be an object" + orNull)
          .map(object -> sound(object.asJsonObject(), nested, path + "."));
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return demand(value instanceof JsonArray, value, path, "must be an array" + orNull)
          .flatMap(array -> array(RecordComponents.content(type), array.asJsonArray(), path));
    }
    throw new IllegalStateException("no body may have a member of type " + type);
  }

  private Optional<JsonValue> number(JsonValue value, int bits, String path, String orNull) {
    if (!(value instanceof JsonNumber number) || !number.isIntegral()) {
      return demand(false, value, path, "must be a whole number" + orNull);
    }
    boolean fits = number.bigIntegerValue().bitLength() < bits;
    return demand(fits, value, path, "is too large");
  }

  private Optional<JsonValue> array(Type element, JsonArray array, String path) {
    JsonArrayBuilder sound = Json.createArrayBuilder();
    int before = violations.size();
    for (int i = 0; i < array.size() && violations.size() < MOST_VIOLATIONS; i++) {
      value(element, array.get(i), path + "[" + i + "]", "").ifPresent(sound::add);
    }
    return violations.size() == before ? Optional.of(sound.build()) : Optional.empty();
  }

  private Optional<JsonValue> demand(boolean met, JsonValue value, String path, String reason) {
    if (!met) {
      violations.add(new Violation(path, reason));
    }
    return met ? Optional.of(value) : Optional.empty();
  }

  private static boolean isOptional(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
  }
}
