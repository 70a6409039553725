package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Selected.Close;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Outcome;

/** CLOSE: expunges silently, but not what was opened by EXAMINE. RFC 9051 §6.4.1. */
final class CloseHandler implements SelectedHandler<Close> {
  @Override
  public Answer handle(Close command, SelectedMailbox mailbox, ImapSession session) {
    if (!mailbox.readOnly()) {
      Outcome<MailboxView> outcome =
          session.store().messages().expunge(mailbox.id(), UidSet.range(1, UidSet.MAX));
      if (outcome instanceof Outcome.Refused<MailboxView> refused
          && refused.reason() != Outcome.Refusal.NONEXISTENT
          && refused.reason() != Outcome.Refusal.NOPERM) { // RFC 4314 §4: nothing is expunged
        return Refusals.of(refused.reason());
      }
    }
    session.unselect();
    return Completion.ok("CLOSE completed");
  }
}
