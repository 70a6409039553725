package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Selected.CancelUpdate;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;

/** CANCELUPDATE. RFC 5267 §4.3.5. */
final class CancelUpdateHandler implements SelectedHandler<CancelUpdate> {
  @Override
  public Answer handle(CancelUpdate command, SelectedMailbox mailbox, ImapSession session) {
    command.tags().forEach(mailbox::cancelUpdates);
    return Completion.ok("No further updates");
  }
}
