package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Search;
import org.posthorn.imap.search.SearchWork;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.mailstore.query.Scope;
import org.posthorn.mailstore.query.SearchKey;

/** {@code SEARCH} and {@code UID SEARCH}. RFC 9051 §6.4.4. */
final class SearchHandler implements SelectedHandler<Search> {
  @Override
  public Answer handle(Search search, SelectedMailbox mailbox, ImapSession session) {
    if (search.charset() && session.features().utf8Accept()) {
      return Completion.bad("CHARSET is not allowed after ENABLE UTF8=ACCEPT"); // RFC 9755 §3
    }
    if (search.key().isEmpty()) {
      return Searches.unknownCharset(search.returned(), mailbox);
    }
    if (Searches.reusesTag(search.returned(), mailbox, session)) {
      return Completion.bad("Tag reuse"); // RFC 5267 §4.3
    }
    FilterExpansion filters = Searches.filters(session);
    SearchKey expanded = filters.of(search.key().get());
    if (filters.failure().isPresent()) {
      return Searches.refused(filters.failure().get(), search.returned(), mailbox);
    }
    SearchKey key = Searches.begin(expanded, mailbox, session);
    Limited limited = Searches.limited(key, mailbox, session);
    SearchKey within = limited.reached() ? Scope.from(limited.uids().first(0), key) : key;
    return limited.tell(SearchWork.of(search, within, mailbox, session), session);
  }
}
