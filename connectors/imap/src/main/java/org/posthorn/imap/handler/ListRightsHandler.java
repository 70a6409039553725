package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.Authenticated.ListRights;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Rights;

/** LISTRIGHTS: the owner has all rights for ever, others can have each. RFC 4314 §3.4, §3.7. */
final class ListRightsHandler implements AuthenticatedHandler<ListRights> {
  @Override
  public Answer handle(ListRights command, long account, ImapSession session) {
    Outcome<MailboxList.Mailbox> found = session.mailbox(command.mailbox());
    if (found instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return Refusals.of(refused.reason());
    }
    MailboxList.Mailbox mailbox = found.result().orElseThrow();
    Outcome<Rights> always = session.store().sharing().always(mailbox.id(), command.identifier());
    if (always instanceof Outcome.Refused<Rights> refused) {
      return Refusals.of(refused.reason());
    }
    Rights required = always.result().orElseThrow();
    Responses out = session.out().text("* LISTRIGHTS ").mailbox(mailbox.name());
    out.space().astring(command.identifier()).space().astring(required.shown());
    if (required.isEmpty()) {
      Rights.ALL.shownSingly().forEach(letter -> out.space().text(letter));
    }
    out.crlf();
    return Completion.ok("LISTRIGHTS completed");
  }
}
