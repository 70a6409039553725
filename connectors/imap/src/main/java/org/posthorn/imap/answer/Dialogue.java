package org.posthorn.imap.answer;

/** An answer that waits for lines of the client: AUTHENTICATE, IDLE. */
public non-sealed interface Dialogue extends Answer {

  /** The client's next line, without CRLF, as ISO 8859-1. Answers itself to go on. */
  Answer line(String line);

  /** Whether the client hears of changes to its selected mailbox while this goes on. */
  default boolean tellsNews() {
    return false;
  }

  /** It is over, for whatever reason. */
  default void ended() {}
}
