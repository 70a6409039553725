package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.AnyState;
import org.posthorn.imap.session.Handler;
import org.posthorn.imap.session.ImapSession;

/** ID. RFC 2971. */
final class IdHandler implements Handler<AnyState.Id> {
  @Override
  public Answer handle(AnyState.Id command, ImapSession session) {
    session.identified(command.fields());
    session
        .out()
        .text("* ID (\"name\" ")
        .string(session.settings().product())
        .text(" \"version\" ")
        .string(session.settings().version())
        .text(')')
        .crlf();
    return Completion.ok("ID completed");
  }
}
