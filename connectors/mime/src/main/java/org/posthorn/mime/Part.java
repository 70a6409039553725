package org.posthorn.mime;

/** What of a part is meant. RFC 9051 §6.4.5.1. */
public enum Part {
  /** The body of the part; of the message itself, all of it. */
  CONTENT,
  /** The header of the message, or of a message/rfc822 part, with its empty line. */
  HEADER,
  /** The body of the message, or of a message/rfc822 part. */
  TEXT,
  /** The header of the part itself. */
  MIME
}
