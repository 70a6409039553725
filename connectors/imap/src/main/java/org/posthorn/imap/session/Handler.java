package org.posthorn.imap.session;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.command.Command;

/**
 * Executes one kind of command that needs no login.
 *
 * @param <C> the command
 */
public interface Handler<C extends Command> {

  /** Executes it; untagged responses go to {@code session.out()}. */
  Answer handle(C command, ImapSession session);
}
