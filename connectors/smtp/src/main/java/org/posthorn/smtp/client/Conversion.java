package org.posthorn.smtp.client;

import java.util.Optional;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;

/** Makes of a message one with the same parts, in octets that the peer takes. RFC 6152 §3. */
@FunctionalInterface
public interface Conversion {

  /** What is not converted. */
  Conversion NONE = target -> Optional.empty();

  /**
   * The message in lines of ASCII, or in lines of any octets.
   *
   * @param target not {@link Body#BINARY}
   * @return empty when that would destroy a signature, or a part may not be encoded
   */
  Optional<Content> to(Body target);
}
