package org.posthorn.imap.session;

/** An answer that waits for lines of the client: AUTHENTICATE, IDLE. */
public non-sealed interface Dialogue extends Answer {

  /** The client's next line, without CRLF. Answers itself to go on. */
  Answer line(byte[] line);

  /** The selected mailbox has changed, or the session was woken for another reason. */
  default void woken() {}
}
