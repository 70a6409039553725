package org.posthorn.webapi.v0;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.webapi.files.ExtractionFailure;
import org.posthorn.webapi.files.FileExtraction;

/**
 * What a call brings: the JSON object of the form field {@code request}, and files beside it, in a
 * form of RFC 7578 or as HTML has it.
 */
final class MethodRequest implements Closeable {
  static final String FIELD = "request";

  /** Fields of a form that are files. */
  private static final Set<String> FILE_FIELDS =
      Set.of("alternativefile", "inlinefile", "attachedfile");

  private static final Set<String> ARRAYS =
      Set.of("AlternativeFiles", "InlineFiles", "AttachedFiles");
  private static final int MOST_PARTS = FileExtraction.MOST_FILES + 1;

  private final List<Uploaded> uploads = new ArrayList<>();
  private final FileExtraction extraction;
  private final Members members;

  /**
   * A file that came as a part of the form.
   *
   * @param field of the form
   */
  record Uploaded(
      String field,
      String name,
      String contentType,
      String contentId,
      OutgoingPart.Octets octets) {}

  private MethodRequest(String contentType, InputStream body, RequestLimits limits)
      throws IOException {
    extraction =
        new FileExtraction(new FileExtraction.Rules("Data", ARRAYS, limits.text(), limits.files()));
    boolean sound = false;
    try {
      read(contentType, limits.limited(body));
      members = Members.parse(extraction.json());
      sound = true;
    } catch (ExtractionFailure failure) {
      throw MethodFailure.of(failure);
    } finally {
      if (!sound) {
        close();
      }
    }
  }

  /**
   * Reads a call.
   *
   * @param contentType of the body; empty when there is none
   * @throws MethodFailure when it cannot be read, or is larger than it may be
   */
  static MethodRequest of(String contentType, InputStream body, RequestLimits limits)
      throws IOException {
    return new MethodRequest(contentType, body, limits);
  }

  private void read(String contentType, InputStream body) throws IOException {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/form-data")) {
      parts(new FormParts(contentType, body));
    } else if (type.startsWith("application/x-www-form-urlencoded")) {
      extraction.read(FormField.named(FIELD, body).orElseThrow(MethodRequest::none));
    } else {
      throw MethodFailure.protocol(
          "The body is application/x-www-form-urlencoded or multipart/form-data");
    }
  }

  private void parts(FormParts form) throws IOException {
    boolean found = false;
    int count = 0;
    for (Optional<FormParts.FormPart> next = form.next(); next.isPresent(); next = form.next()) {
      FormParts.FormPart part = next.get();
      if (++count > MOST_PARTS) {
        throw MethodFailure.user("A form has at most " + MOST_PARTS + " parts");
      }
      if (FILE_FIELDS.contains(part.name())) {
        uploads.add(
            new Uploaded(
                part.name(),
                part.fileName(),
                part.contentType(),
                part.contentId(),
                extraction.beside(part.body())));
      } else if (part.name().equals(FIELD) && !found) {
        found = true;
        extraction.read(part.body());
      } else if (!part.fileName().isEmpty()) {
        throw MethodFailure.protocol("The form has files in a field that is unknown");
      }
    }
    if (!found) {
      throw none();
    }
  }

  private static MethodFailure none() {
    return MethodFailure.protocol("The form has no field " + FIELD);
  }

  Members members() {
    return members;
  }

  /** The file that stands for a member {@code Data}. */
  OutgoingPart.Octets file(String data) {
    try {
      return extraction.file(data);
    } catch (ExtractionFailure failure) {
      throw MethodFailure.of(failure);
    }
  }

  /** The files of a field of the form, in their order. */
  List<Uploaded> uploaded(String field) {
    return uploads.stream().filter(each -> each.field().equals(field)).toList();
  }

  /** Removes the files. */
  @Override
  public void close() throws IOException {
    extraction.close();
  }
}
