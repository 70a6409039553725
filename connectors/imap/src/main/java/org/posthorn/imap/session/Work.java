package org.posthorn.imap.session;

import java.util.Optional;

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
}
