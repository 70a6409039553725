package org.posthorn.imap.answer;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A long answer, cut into steps. The session takes a step whenever the peer takes more octets; no
 * further command is read before the end.
 */
public non-sealed interface Work extends Answer {

  /**
   * Writes some more: some ten kilobytes, or less when the peer takes no more.
   *
   * @return the completion at the end; empty when there is more to do
   */
  Optional<Completion> step();

  /**
   * How far it is, in per cent, when the client may be told now: between two responses, of work
   * that may take long.
   */
  default OptionalInt progress() {
    return OptionalInt.empty();
  }

  /** The connection is gone before the end. */
  default void abandoned() {}
}
