package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.AnyState.Noop;
import org.posthorn.imap.session.Handler;
import org.posthorn.imap.session.ImapSession;

/** NOOP: a chance to hear what is new. RFC 9051 §6.1.2. */
final class NoopHandler implements Handler<Noop> {
  @Override
  public Answer handle(Noop command, ImapSession session) {
    session.refresh();
    return Completion.ok("NOOP completed");
  }
}
