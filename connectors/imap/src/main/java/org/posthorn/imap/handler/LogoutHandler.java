package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.AnyState.Logout;
import org.posthorn.imap.session.Handler;
import org.posthorn.imap.session.ImapSession;

/** LOGOUT. RFC 9051 §6.1.3. */
final class LogoutHandler implements Handler<Logout> {
  @Override
  public Answer handle(Logout command, ImapSession session) {
    session.out().untagged("BYE Goodbye");
    session.logout();
    return Completion.ok("LOGOUT completed");
  }
}
