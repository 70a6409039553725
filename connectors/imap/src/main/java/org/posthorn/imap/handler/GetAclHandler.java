package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.Authenticated.GetAcl;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome;

/** GETACL. RFC 4314 §3.3, §3.6. */
final class GetAclHandler implements AuthenticatedHandler<GetAcl> {
  @Override
  public Answer handle(GetAcl command, long account, ImapSession session) {
    Outcome<MailboxList.Mailbox> found = session.mailbox(command.mailbox());
    if (found instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return Refusals.of(refused.reason());
    }
    MailboxList.Mailbox mailbox = found.result().orElseThrow();
    Outcome<Acl> acl = session.store().sharing().acl(mailbox.id());
    if (acl instanceof Outcome.Refused<Acl> refused) {
      return Refusals.of(refused.reason());
    }
    Responses out = session.out().text("* ACL ").mailbox(mailbox.name());
    for (Acl.Entry entry : acl.result().orElseThrow().entries()) {
      out.space().astring(entry.identifier()).space().astring(entry.rights().shown());
    }
    out.crlf();
    return Completion.ok("GETACL completed");
  }
}
