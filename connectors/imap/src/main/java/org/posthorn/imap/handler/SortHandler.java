package org.posthorn.imap.handler;

import org.posthorn.imap.command.SearchKey;
import org.posthorn.imap.command.Sort;
import org.posthorn.imap.search.SearchWork;
import org.posthorn.imap.session.Answer;
import org.posthorn.imap.session.Completion;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.MessageLimits;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;

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
    SearchKey key = Searches.begin(sort.key().get(), mailbox, session);
    if (Searches.limited(key, mailbox, session).reached()) { // RFC 9738 §3.3
      return MessageLimits.exceeded(session.settings().limits().any());
    }
    return SearchWork.of(sort, key, mailbox, session);
  }
}
