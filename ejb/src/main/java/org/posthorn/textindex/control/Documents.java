package org.posthorn.textindex.control;

import java.util.Optional;
import org.posthorn.documents.boundary.DocumentText;
import org.posthorn.kernel.Content;
import org.posthorn.mime.LeafPart;
import org.posthorn.mime.PartContent;

/** Text of the documents that are attached to messages, as far as it is wanted. */
public final class Documents {
  private static final int MOST = 20; // of one message

  private final DocumentText reader;
  private final int largest;

  /**
   * Reads documents up to a size.
   *
   * @param largest octets of a document; 0 for no documents at all
   */
  public Documents(DocumentText reader, int largest) {
    this.reader = reader;
    this.largest = largest;
  }

  /** Adds what the documents of a message say. */
  void add(Content message, Iterable<LeafPart> parts, MessageText text) {
    int left = largest > 0 ? MOST : 0;
    for (LeafPart part : parts) {
      if (left > 0 && part.mediaType().startsWith("application/") && isSmall(part)) {
        Optional<String> found = read(message, part);
        found.ifPresent(text::document);
        left -= found.isPresent() ? 1 : 0;
      }
    }
  }

  private boolean isSmall(LeafPart part) {
    return part.length() < 2L * largest; // encoded; what is too large after all is found out later
  }

  // Names and types of attachments are often wrong; how they begin is not.
  private Optional<String> read(Content message, LeafPart part) {
    if (!reader.may(PartContent.start(message, part, DocumentText.START))) {
      return Optional.empty();
    }
    byte[] octets = PartContent.start(message, part, largest + 1);
    return octets.length > largest ? Optional.empty() : reader.of(octets);
  }
}
