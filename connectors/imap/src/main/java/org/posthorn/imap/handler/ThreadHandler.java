package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.command.ThreadMessages;
import org.posthorn.imap.search.ThreadWork;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.MessageLimits;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.mailstore.query.SearchKey;

/** {@code THREAD} and {@code UID THREAD}. RFC 5256 §3. */
final class ThreadHandler implements SelectedHandler<ThreadMessages> {
  @Override
  public Answer handle(ThreadMessages thread, SelectedMailbox mailbox, ImapSession session) {
    if (thread.key().isEmpty()) {
      return Searches.unknownCharset();
    }
    FilterExpansion filters = Searches.filters(session);
    SearchKey expanded = filters.of(thread.key().get());
    if (filters.failure().isPresent()) {
      return filters.failure().get();
    }
    SearchKey key = Searches.begin(expanded, mailbox, session);
    if (Searches.limited(key, mailbox, session).reached()) { // RFC 9738 §3.3
      return MessageLimits.exceeded(session.settings().limits().any());
    }
    return new ThreadWork(thread, key, mailbox, session);
  }
}
