package org.posthorn.imap.session;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.command.Selected;

/**
 * Executes one kind of command that needs a selected mailbox.
 *
 * @param <C> the command
 */
public interface SelectedHandler<C extends Selected> {

  /**
   * Executes it; untagged responses go to {@code session.out()}. The session tells the client of
   * all that {@link SelectedMailbox#latest()} has and {@link SelectedMailbox#known()} has not
   * afterwards, before the tagged response.
   */
  Answer handle(C command, SelectedMailbox mailbox, ImapSession session);
}
