package org.posthorn.webapi.body;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashSet;
import org.posthorn.webapi.files.ExtractionFailure;
import org.posthorn.webapi.files.FileExtraction;
import org.posthorn.webapi.files.HasFiles;
import org.posthorn.webapi.files.RequestFiles;
import org.posthorn.webapi.problem.ProblemException;

/**
 * Hands the body of a request to its resource: a record, or a {@link MergePatch} of one, always
 * valid.
 */
@Provider
@Dependent
@Consumes({MediaType.APPLICATION_JSON, MergePatch.JSON})
public class RequestBodyReader implements MessageBodyReader<Record> {
  @Inject BodyBinding binding;
  @Inject RequestFiles files;

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
      return bind(BodyBinding.read(text(body, type), limit(type)), type);
    }
    Class<? extends Record> patched =
        ((Class<?>) RecordComponents.content(generic)).asSubclass(Record.class);
    JsonObject patch = BodyBinding.read(body, limit(patched));
    return new MergePatch<>(bind(patch, patched), new HashSet<>(BodyBinding.nulls(patch)));
  }

  private InputStream text(InputStream body, Class<?> type) throws IOException {
    HasFiles rules = type.getAnnotation(HasFiles.class);
    if (rules == null) {
      return body;
    }
    try {
      return new ByteArrayInputStream(files.read(body, rules, limit(type)));
    } catch (ExtractionFailure failure) {
      if (failure.reason() == ExtractionFailure.Reason.TOO_LARGE) {
        throw ProblemException.of(Response.Status.REQUEST_ENTITY_TOO_LARGE, failure.sentence());
      }
      throw ProblemException.badRequest(rules.array(), reason(failure));
    }
  }

  private static String reason(ExtractionFailure failure) {
    return switch (failure.reason()) {
      case TOO_MANY_FILES -> "has at most " + FileExtraction.MOST_FILES + " files";
      case NOT_BASE64 -> "must have their data in base64";
      default -> "has too many values";
    };
  }

  private <T extends Record> T bind(JsonObject object, Class<T> type) {
    return binding.bind(object, type).orThrow();
  }

  private static int limit(Class<?> type) {
    BodyLimit limit = type.getAnnotation(BodyLimit.class);
    return limit == null ? BodyLimit.DEFAULT : limit.value();
  }
}
