package org.posthorn.imap.session;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.command.Authenticated;

/**
 * Executes one kind of command that needs a login.
 *
 * @param <C> the command
 */
public interface AuthenticatedHandler<C extends Authenticated> {

  /** Executes it for an account; untagged responses go to {@code session.out()}. */
  Answer handle(C command, long account, ImapSession session);
}
