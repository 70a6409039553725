package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.Status;
import org.posthorn.imap.command.StatusItem;
import org.posthorn.imap.response.StatusLine;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome;

/** STATUS. RFC 9051 §6.3.11. */
final class StatusHandler implements AuthenticatedHandler<Status> {
  @Override
  public Answer handle(Status command, long account, ImapSession session) {
    Outcome<MailboxList.Mailbox> found = session.mailbox(command.mailbox());
    if (command.items().contains(StatusItem.HIGHESTMODSEQ)) {
      session.enableCondstore(); // RFC 7162 §3.1
    }
    if (found instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return Refusals.of(refused.reason());
    }
    return StatusLine.write(found.result().orElseThrow(), command.items(), session)
        .map(Refusals::of)
        .orElseGet(() -> Completion.ok("STATUS completed"));
  }
}
