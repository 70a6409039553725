package org.posthorn.webapi.v0;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Map;
import org.posthorn.mime.reading.PartOutline;

/** A part of a message, with those below it. */
public record Structure(
    @JsonbProperty("ContentType") String contentType,
    @JsonbProperty("ContentTypeParams") Map<String, String> contentTypeParams,
    @JsonbProperty("ContentID") String contentId,
    @JsonbProperty("ContentDisposition") String contentDisposition,
    @JsonbProperty("Filename") String filename,
    @JsonbProperty("DecodedSize") long decodedSize,
    @JsonbProperty("Parts") List<Structure> parts) {

  static Structure of(PartOutline part) {
    return new Structure(
        part.contentType(),
        part.parameters(),
        part.contentId(),
        part.disposition(),
        part.fileName(),
        part.decodedSize(),
        part.parts().stream().map(Structure::of).toList());
  }
}
