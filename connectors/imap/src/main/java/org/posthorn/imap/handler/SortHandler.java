package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Sort;
import org.posthorn.imap.search.SearchWork;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.MessageLimits;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.mailstore.query.SearchKey;

/** {@code SORT} and {@code UID SORT}. RFC 5256 §3. */
final class SortHandler implements SelectedHandler<Sort> {
  @Override
  public Answer handle(Sort sort, SelectedMailbox mailbox, ImapSession session) {
    if (sort.key().isEmpty()) {
      return Searches.unknownCharset(sort.returned(), mailbox);
    }
    if (Searches.reusesTag(sort.returned(), mailbox, session)) {
      return Completion.bad("Tag reuse"); // RFC 5267 §4.3
    }
    FilterExpansion filters = Searches.filters(session);
    SearchKey expanded = filters.of(sort.key().get());
    if (filters.failure().isPresent()) {
      return Searches.refused(filters.failure().get(), sort.returned(), mailbox);
    }
    SearchKey key = Searches.begin(expanded, mailbox, session);
    if (Searches.limited(key, mailbox, session).reached()) { // RFC 9738 §3.3
      return MessageLimits.exceeded(session.settings().limits().any());
    }
    return SearchWork.of(sort, key, mailbox, session);
  }
}
