package org.posthorn.smtp.client;

import org.posthorn.kernel.Content;

/** Signs a message in the form that a peer gets. RFC 6376 §5.3. Waits for no network. */
@FunctionalInterface
public interface ContentSigner {

  /** Signs nothing. */
  ContentSigner NONE = (content, start, lines) -> "";

  /**
   * The fields to put before a message, in ASCII, each ended by CRLF; empty for none.
   *
   * @param content the octets that are sent, converted already
   * @param start where in these the message starts
   * @param lines whether it goes by DATA, so that a CR or LF alone becomes CRLF and the last line
   *     is ended; else the octets go as they are
   * @throws java.io.UncheckedIOException when they cannot be read
   * @throws org.posthorn.kernel.ContentLost when they are lost
   */
  String fields(Content content, long start, boolean lines);
}
