package org.posthorn.imap.command;

/**
 * One client command, parsed and validated. The state in which it is legal is a sub-interface; a
 * later state includes the earlier but for {@link NotAuthenticated}. RFC 9051 §3, §6.
 */
public sealed interface Command
    permits AnyState, NotAuthenticated, Authenticated, Selected, Command.Malformed {

  /**
   * A line that is no command.
   *
   * @param reason why, for the client
   */
  record Malformed(String reason) implements Command {}
}
