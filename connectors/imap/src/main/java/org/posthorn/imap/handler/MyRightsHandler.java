package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.MyRights;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Permission;

/** MYRIGHTS. RFC 4314 §3.5, §3.8. */
final class MyRightsHandler implements AuthenticatedHandler<MyRights> {
  @Override
  public Answer handle(MyRights command, long account, ImapSession session) {
    Outcome<MailboxList.Mailbox> found = session.mailbox(command.mailbox(), Permission.KNOW);
    if (found instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return Refusals.of(refused.reason());
    }
    write(found.result().orElseThrow(), session);
    return Completion.ok("MYRIGHTS completed");
  }

  /** Writes the response, for LIST too. RFC 8440 §3. */
  static void write(MailboxList.Mailbox mailbox, ImapSession session) {
    session
        .out()
        .text("* MYRIGHTS ")
        .mailbox(mailbox.name())
        .space()
        .astring(mailbox.rights().shown())
        .crlf();
  }
}
