package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.command.Authenticated.UrlFetch;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;

/** URLFETCH. RFC 4467 §7. */
final class UrlFetchHandler implements AuthenticatedHandler<UrlFetch> {
  @Override
  public Answer handle(UrlFetch command, long account, ImapSession session) {
    return new UrlFetchWork(command, session);
  }
}
