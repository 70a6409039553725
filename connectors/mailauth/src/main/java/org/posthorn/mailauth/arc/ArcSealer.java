package org.posthorn.mailauth.arc;

import org.posthorn.mailauth.dkim.SigningKey;

/**
 * Seals messages that are passed on. RFC 8617 §5.1. Immutable.
 *
 * @param key of the domain that passes them on
 * @param authservId the name that stands in our Authentication-Results. RFC 8601 §2.5
 */
public record ArcSealer(SigningKey key, String authservId) {

  /** Begins with a message, in the form in which it is sent. */
  public ArcSealing begin() {
    return new ArcSealing(this);
  }
}
