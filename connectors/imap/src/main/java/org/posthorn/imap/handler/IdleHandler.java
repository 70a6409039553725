package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Dialogue;
import org.posthorn.imap.command.Authenticated.Idle;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;

/** IDLE: the client hears of everything at once, until DONE. RFC 9051 §6.3.13. */
final class IdleHandler implements AuthenticatedHandler<Idle> {
  @Override
  public Answer handle(Idle command, long account, ImapSession session) {
    session.refresh();
    session.idle(true);
    session.out().text("+ Idling").crlf();
    return new Idling(session);
  }

  private record Idling(ImapSession session) implements Dialogue {
    @Override
    public boolean tellsNews() {
      return true;
    }

    @Override
    public void ended() {
      session.idle(false);
    }

    @Override
    public Answer line(String line) {
      boolean done = line.equalsIgnoreCase("DONE");
      return done ? Completion.ok("IDLE terminated") : Completion.bad("Expected DONE");
    }
  }
}
