package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.SetAcl;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome;

/** SETACL and DELETEACL. RFC 4314 §3.1, §3.2. */
final class SetAclHandler implements AuthenticatedHandler<SetAcl> {
  @Override
  public Answer handle(SetAcl command, long account, ImapSession session) {
    Outcome<MailboxList.Mailbox> mailbox = session.mailbox(command.mailbox());
    if (mailbox instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return Refusals.of(refused.reason());
    }
    long id = mailbox.result().orElseThrow().id();
    Outcome<Boolean> outcome = session.store().sharing().change(id, command.change());
    return outcome instanceof Outcome.Refused<Boolean> refused
        ? Refusals.of(refused.reason())
        : Completion.ok("ACL updated");
  }
}
