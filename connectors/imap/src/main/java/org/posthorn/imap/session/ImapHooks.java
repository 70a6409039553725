package org.posthorn.imap.session;

import java.time.Clock;

/** What a session needs from, and tells to, the one who runs it. Thread-safe. */
public interface ImapHooks {

  /**
   * A command failed because something is broken; the client was told NO.
   *
   * @param session the id of the connection, for log lines
   */
  void failed(String session, RuntimeException cause);

  /** The time, for messages that come without a date. */
  default Clock clock() {
    return Clock.systemUTC();
  }
}
