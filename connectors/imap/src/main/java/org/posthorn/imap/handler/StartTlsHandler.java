package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.NotAuthenticated.StartTls;
import org.posthorn.imap.session.Handler;
import org.posthorn.imap.session.ImapSession;

/** STARTTLS. RFC 9051 §6.2.1. */
final class StartTlsHandler implements Handler<StartTls> {
  @Override
  public Answer handle(StartTls command, ImapSession session) {
    if (!session.wire().canStartTls()) {
      return Completion.bad(
          session.wire().peer().tls().isPresent() ? "TLS is active already" : "No TLS here");
    }
    session.secure();
    return Completion.ok("Begin TLS negotiation now");
  }
}
