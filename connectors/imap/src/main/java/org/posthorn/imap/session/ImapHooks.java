package org.posthorn.imap.session;

import java.time.Clock;
import org.posthorn.kernel.SteadyClock;

/** What a session needs from, and tells to, the one who runs it. Thread-safe. */
public interface ImapHooks {

  /**
   * A command failed because something is broken; the client was told NO.
   *
   * @param session the id of the connection, for log lines
   */
  void failed(String session, RuntimeException cause);

  /**
   * A command is about to be executed.
   *
   * @param name like {@code FETCH}; {@code BAD} when it is none
   * @param program what the client is, of a small set
   */
  default void executing(String name, String program) {}

  /** The time, for messages that come without a date. */
  default Clock clock() {
    return Clock.systemUTC();
  }

  /** For time limits: it goes on evenly, however the other one is set. */
  default Clock steady() {
    return SteadyClock.steady();
  }
}
