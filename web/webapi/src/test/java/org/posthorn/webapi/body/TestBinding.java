package org.posthorn.webapi.body;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.io.StringReader;
import java.util.Set;

/** A {@link BodyBinding} without a container. */
public final class TestBinding {
  private static final BodyBinding BINDING = binding();

  private TestBinding() {}

  /** A record of a JSON object. */
  public static <T extends Record> Bound<T> bind(String json, Class<T> type) {
    return BINDING.bind(object(json), type);
  }

  /** What PATCH hands to a resource. */
  public static <T extends Record> MergePatch<T> patch(String json, Class<T> type) {
    JsonObject object = object(json);
    return new MergePatch<>(
        BINDING.bind(object, type).orThrow(), Set.copyOf(BodyBinding.nulls(object)));
  }

  static BodyBinding binding() {
    BodyBinding binding = new BodyBinding();
    binding.validator = validator();
    return binding;
  }

  private static Validator validator() {
    try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
      return factory.getValidator();
    }
  }

  private static JsonObject object(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
