package org.posthorn.webapi.v0;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
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
 * What a call brings: the JSON object of the form field {@code request}, and files beside it. RFC
 * 7578.
 */
final class MethodRequest implements Closeable {
  static final String FIELD = "request";

  private static final Set<String> FILES =
      Set.of("AlternativeFiles", "InlineFiles", "AttachedFiles");
  private static final int MOST_TEXT = 8 * 1024 * 1024;

  private final List<Part> parts = new ArrayList<>();
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

  private MethodRequest(HttpServletRequest request, long most) throws IOException {
    extraction = new FileExtraction(new FileExtraction.Rules("Data", FILES, MOST_TEXT, most));
    boolean sound = false;
    try {
      read(request);
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
   * @param most octets of all files together
   * @throws MethodFailure when it cannot be read
   */
  static MethodRequest of(HttpServletRequest request, long most) throws IOException {
    return new MethodRequest(request, most);
  }

  private void read(HttpServletRequest request) throws IOException {
    String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/form-data")) {
      try {
        parts.addAll(request.getParts());
      } catch (ServletException | IllegalStateException e) {
        throw MethodFailure.protocol("The form cannot be read, or is too large");
      }
      for (Part part : parts) {
        if (!part.getName().equals(FIELD)) {
          upload(part);
        }
      }
      Part json =
          parts.stream()
              .filter(part -> part.getName().equals(FIELD))
              .findFirst()
              .orElseThrow(MethodRequest::none);
      extract(json.getInputStream());
    } else if (type.startsWith("application/x-www-form-urlencoded")) {
      extract(FormField.named(FIELD, request.getInputStream()).orElseThrow(MethodRequest::none));
    } else {
      throw MethodFailure.protocol(
          "The body is application/x-www-form-urlencoded or multipart/form-data");
    }
  }

  private static MethodFailure none() {
    return MethodFailure.protocol("The form has no field " + FIELD);
  }

  private void extract(InputStream json) throws IOException {
    try (InputStream in = new java.io.BufferedInputStream(json)) {
      extraction.read(in);
    }
  }

  private void upload(Part part) {
    extraction.countBeside(part.getSize());
    uploads.add(
        new Uploaded(
            part.getName(),
            Optional.ofNullable(part.getSubmittedFileName()).orElse(""),
            Optional.ofNullable(part.getContentType()).orElse(""),
            Optional.ofNullable(part.getHeader("Content-ID")).orElse(""),
            out -> {
              try (InputStream in = part.getInputStream()) {
                in.transferTo(out);
              }
            }));
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
    for (Part part : parts) {
      part.delete();
    }
  }
}
