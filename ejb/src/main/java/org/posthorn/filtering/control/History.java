package org.posthorn.filtering.control;

import java.time.Instant;
import java.util.List;

/** What an account remembers of senders. */
public interface History {
  /** As many messages are remembered of a signal, the latest. */
  int MOST = 50;

  /** Messages with this signal that have come to the same mailbox, the latest first. */
  List<Judged> of(Signal signal);

  /** Whether the account has written to an address, a domain or an organization since then. */
  boolean wroteTo(String whom, Instant since);
}
