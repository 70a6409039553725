package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Selected.Unselect;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;

/** UNSELECT. RFC 9051 §6.4.2. */
final class UnselectHandler implements SelectedHandler<Unselect> {
  @Override
  public Answer handle(Unselect command, SelectedMailbox mailbox, ImapSession session) {
    session.unselect();
    return Completion.ok("UNSELECT completed");
  }
}
