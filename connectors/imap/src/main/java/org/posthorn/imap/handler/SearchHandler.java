package org.posthorn.imap.handler;

import org.posthorn.imap.command.Search;
import org.posthorn.imap.command.Search.Result;
import org.posthorn.imap.command.SearchKey;
import org.posthorn.imap.search.SearchWork;
import org.posthorn.imap.session.Answer;
import org.posthorn.imap.session.Completion;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;

/** {@code SEARCH} and {@code UID SEARCH}. RFC 9051 §6.4.4. */
final class SearchHandler implements SelectedHandler<Search> {
  @Override
  public Answer handle(Search search, SelectedMailbox mailbox, ImapSession session) {
    if (search.key().isEmpty()) {
      if (search.results().filter(results -> results.contains(Result.SAVE)).isPresent()) {
        mailbox.save(UidSet.EMPTY); // RFC 9051 §6.4.4.1: after NO there is no result
      }
      return Completion.no("BADCHARSET (US-ASCII UTF-8)", "Unknown charset");
    }
    SearchKey key = search.key().get().knowing(mailbox.recent());
    if (key.usesModSeq()) {
      session.enableCondstore(); // RFC 7162 §3.1
    }
    return new SearchWork(search, key, mailbox, session);
  }
}
