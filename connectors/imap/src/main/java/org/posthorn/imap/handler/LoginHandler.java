package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.NotAuthenticated.Login;
import org.posthorn.imap.session.Handler;
import org.posthorn.imap.session.ImapSession;

/** LOGIN. RFC 9051 §6.2.3. */
final class LoginHandler implements Handler<Login> {
  @Override
  public Answer handle(Login command, ImapSession session) {
    if (!session.plaintextLoginAllowed()) {
      return Completion.no("PRIVACYREQUIRED", "LOGIN requires TLS"); // RFC 5530 §3
    }
    return Admissions.answer(
        session
            .gate()
            .authenticator()
            .verify(command.user(), command.password(), "LOGIN", session.wire().peer().address()),
        session);
  }
}
