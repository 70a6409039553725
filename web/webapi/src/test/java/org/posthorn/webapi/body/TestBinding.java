package org.posthorn.webapi.body;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.posthorn.webapi.files.RequestFiles;

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

  /** A record of a body as JAX-RS hands it over, with the files in it. */
  public static <T extends Record> T read(String json, Class<T> type, RequestFiles files) {
    RequestBodyReader reader = new RequestBodyReader();
    reader.binding = BINDING;
    reader.files = files;
    byte[] octets = json.getBytes(StandardCharsets.UTF_8);
    @SuppressWarnings("unchecked") // as JAX-RS does it
    Class<Record> raw = (Class<Record>) (Class<?>) type;
    try {
      return type.cast(
          reader.readFrom(
              raw,
              type,
              new Annotation[0],
              MediaType.APPLICATION_JSON_TYPE,
              new MultivaluedHashMap<>(),
              new ByteArrayInputStream(octets)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
