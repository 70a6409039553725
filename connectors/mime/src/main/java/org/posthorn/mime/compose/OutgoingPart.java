package org.posthorn.mime.compose;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A file that goes with a mail.
 *
 * @param name of the file; empty when it has none
 * @param mediaType such as {@code image/png}; whatever is no media type becomes {@code
 *     application/octet-stream}
 * @param contentId without angle brackets, for a picture in the text. RFC 2392
 * @param octets what is in it
 */
public record OutgoingPart(
    String name, String mediaType, Optional<String> contentId, Octets octets) {

  /** Gives the octets of a file, as often as it is asked. */
  @FunctionalInterface
  public interface Octets {
    /** Writes all of them. */
    void writeTo(OutputStream out) throws IOException;
  }
}
