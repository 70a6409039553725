package org.posthorn.webapi.v0;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.webapi.body.Nesting;

/**
 * The members of a JSON object of a request. One that is missing, or null, has the zero of its
 * type; one that nobody has asked for ends the call.
 */
final class Members {
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private final JsonObject object;
  private final Set<String> asked = new HashSet<>();

  private Members(JsonObject object) {
    this.object = object;
  }

  /**
   * Reads an object.
   *
   * @throws MethodFailure when the text is none
   */
  static Members parse(byte[] json) {
    if (Nesting.tooDeep(json)) {
      throw MethodFailure.protocol("The request is nested too deep");
    }
    try (JsonReader reader =
        READERS.createReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8)) {
      return new Members(reader.readObject());
    } catch (JsonException
        | ArithmeticException // of numbers whose digits or exponents are too many
        | NumberFormatException
        | UnsupportedOperationException e) {
      throw MethodFailure.protocol("The request is not a JSON object");
    }
  }

  private Optional<JsonValue> value(String name) {
    asked.add(name);
    return Optional.ofNullable(object.get(name)).filter(it -> !it.equals(JsonValue.NULL));
  }

  private static MethodFailure wrong(String name, String kind) {
    return MethodFailure.protocol(name + " must be " + kind);
  }

  String text(String name) {
    return value(name).map(it -> text(name, it)).orElse("");
  }

  private static String text(String name, JsonValue value) {
    if (value instanceof JsonString string) {
      return string.getString();
    }
    throw wrong(name, "a string");
  }

  boolean flag(String name) {
    return optionalFlag(name).orElse(false);
  }

  Optional<Boolean> optionalFlag(String name) {
    return value(name)
        .map(
            it -> {
              if (it.equals(JsonValue.TRUE) || it.equals(JsonValue.FALSE)) {
                return it.equals(JsonValue.TRUE);
              }
              throw wrong(name, "true or false");
            });
  }

  long number(String name) {
    return value(name).map(it -> number(name, it)).orElse(0L);
  }

  private static long number(String name, JsonValue value) {
    if (value instanceof JsonNumber number
        && number.isIntegral()
        && number.bigIntegerValue().bitLength() < Long.SIZE) {
      return number.longValue();
    }
    throw wrong(name, "a whole number");
  }

  private List<JsonValue> array(String name) {
    return value(name)
        .map(
            it -> {
              if (it instanceof JsonArray array) {
                return List.copyOf(array);
              }
              throw wrong(name, "an array");
            })
        .orElse(List.of());
  }

  List<String> texts(String name) {
    return array(name).stream().map(it -> text(name, it)).toList();
  }

  List<Long> numbers(String name) {
    return array(name).stream().map(it -> number(name, it)).toList();
  }

  /** Objects; each is to be {@linkplain #end ended}. */
  List<Members> objects(String name) {
    List<Members> all = new ArrayList<>();
    for (JsonValue each : array(name)) {
      if (!(each instanceof JsonObject member)) {
        throw wrong(name, "an array of objects");
      }
      all.add(new Members(member));
    }
    return all;
  }

  /** Pairs of strings. */
  List<Map.Entry<String, String>> pairs(String name) {
    List<Map.Entry<String, String>> all = new ArrayList<>();
    for (JsonValue each : array(name)) {
      if (!(each instanceof JsonArray pair) || pair.size() != 2) {
        throw wrong(name, "an array of pairs");
      }
      all.add(Map.entry(text(name, pair.get(0)), text(name, pair.get(1))));
    }
    return all;
  }

  /** Strings by name. */
  Map<String, String> map(String name) {
    Map<String, String> all = new LinkedHashMap<>();
    value(name)
        .ifPresent(
            it -> {
              if (!(it instanceof JsonObject members)) {
                throw wrong(name, "an object");
              }
              members.forEach((key, value) -> all.put(key, text(name, value)));
            });
    return all;
  }

  /**
   * All members have been asked for.
   *
   * @throws MethodFailure when there are others
   */
  void end() {
    for (String name : object.keySet()) {
      if (!asked.contains(name)) {
        String shown = name.substring(0, Math.min(name.length(), 100));
        throw MethodFailure.protocol("The field " + shown + " is unknown");
      }
    }
  }
}
