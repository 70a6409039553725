package org.posthorn.webapi.body;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashSet;

/**
 * Hands the body of a request to its resource: a record, or a {@link MergePatch} of one, always
 * valid.
 */
@Provider
@Dependent
@Consumes({MediaType.APPLICATION_JSON, MergePatch.JSON})
public class RequestBodyReader implements MessageBodyReader<Record> {
  @Inject BodyBinding binding;

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return type.isRecord();
  }

  /** Reads a body; a problem ends the request when the body is not as the record wants it. */
  @Override
  public Record readFrom(
      Class<Record> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    Class<?> raw = type; // MergePatch is no subclass in the eyes of the compiler
    if (raw != MergePatch.class) {
      return bind(BodyBinding.read(body, limit(type)), type);
    }
    Class<? extends Record> patched =
        ((Class<?>) RecordComponents.content(generic)).asSubclass(Record.class);
    JsonObject patch = BodyBinding.read(body, limit(patched));
    return new MergePatch<>(bind(patch, patched), new HashSet<>(BodyBinding.nulls(patch)));
  }

  private <T extends Record> T bind(JsonObject object, Class<T> type) {
    return binding.bind(object, type).orThrow();
  }

  private static int limit(Class<?> type) {
    BodyLimit limit = type.getAnnotation(BodyLimit.class);
    return limit == null ? BodyLimit.DEFAULT : limit.value();
  }
}
