package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Selected.Check;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;

/** CHECK; everything is on disk anyway. RFC 3501 §6.4.1. */
final class CheckHandler implements SelectedHandler<Check> {
  @Override
  public Answer handle(Check command, SelectedMailbox mailbox, ImapSession session) {
    session.refresh();
    return Completion.ok("CHECK completed");
  }
}
