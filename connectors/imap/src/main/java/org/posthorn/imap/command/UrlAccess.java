package org.posthorn.imap.command;

import java.time.Instant;
import java.util.Optional;

/**
 * A URL of a message that says who may use it. RFC 4467 §3.
 *
 * @param rump the URL up to whom it is for: what the token is made of
 * @param target the message or part; with a server and a mailbox
 * @param owner in whose mail it is, as written
 * @param expires when it is not valid any more
 * @param kind whom it is for
 * @param user the name after {@code submit+} and {@code user+}, else empty
 * @param token of a URL that is complete, in lower case
 */
public record UrlAccess(
    String rump,
    MessageUrl target,
    String owner,
    Optional<Instant> expires,
    Kind kind,
    String user,
    Optional<String> token) {

  /** Whom a URL is for. RFC 4467 §3. */
  public enum Kind {
    /** The submission server, on behalf of a user. */
    SUBMIT,
    /** A user. */
    USER,
    /** Whoever is logged in. */
    AUTHUSER,
    /** Anybody. */
    ANONYMOUS
  }
}
