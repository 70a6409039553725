package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Authenticated.Unauthenticate;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;

/** UNAUTHENTICATE: all but TLS and compression is as on a new connection. RFC 8437 §2. */
final class UnauthenticateHandler implements AuthenticatedHandler<Unauthenticate> {
  @Override
  public Answer handle(Unauthenticate command, long account, ImapSession session) {
    session.loggedOut();
    return Completion.ok("UNAUTHENTICATE completed");
  }
}
