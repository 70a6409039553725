package org.posthorn.inbound;

import org.posthorn.wire.Conversation;
import org.posthorn.wire.Wire;

/** What is spoken at a listener. Thread-safe. */
public interface Protocol {

  /**
   * The server's side of a new connection. Called on a worker, right before {@link
   * Conversation#opened()}; the wire is ready to tell who is there.
   */
  Conversation converse(Wire wire);

  /** The line, with its CRLF, for a client that is turned away because there are too many. */
  String refusal();
}
