package org.posthorn.imap.handler;

import java.util.Collection;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.MultiSearch;
import org.posthorn.imap.command.MailboxFilter;
import org.posthorn.imap.command.SearchReturn.Result;
import org.posthorn.imap.response.Filters;
import org.posthorn.imap.search.MultiSearchWork;
import org.posthorn.imap.search.SearchWork;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.query.SearchKey;

/** ESEARCH, the search in several mailboxes. RFC 7377. */
final class MultiSearchHandler implements AuthenticatedHandler<MultiSearch> {
  private static final int MAX_SOURCES = 50;

  @Override
  public Answer handle(MultiSearch command, long account, ImapSession session) {
    boolean selected = command.sources().stream().anyMatch(MultiSearchHandler::isSelected);
    boolean others = command.sources().stream().anyMatch(source -> !isSelected(source));
    boolean saves = command.returned().filter(some -> some.has(Result.SAVE)).isPresent();
    if (selected && session.selected().isEmpty()) {
      return Completion.bad("Select a mailbox first"); // RFC 7377 §2.2
    }
    if (saves && others) {
      return Completion.bad("SAVE is for the selected mailbox"); // RFC 7377 §2.2
    }
    boolean updates = command.returned().filter(some -> some.has(Result.UPDATE)).isPresent();
    if (updates && session.selected().isEmpty()) {
      return Completion.bad("UPDATE is for the selected mailbox"); // RFC 7377 §2.2
    }
    if (command.sources().size() > MAX_SOURCES) {
      return Completion.no("LIMIT", "Too many sources, at most " + MAX_SOURCES);
    }
    if (command.key().isEmpty()) {
      return session
          .selected()
          .filter(mailbox -> saves)
          .map(mailbox -> Searches.unknownCharset(command.returned(), mailbox))
          .orElseGet(Searches::unknownCharset);
    }
    if (session.features().uidOnly() && command.key().get().usesNumbers()) {
      return Refusals.uidRequired(); // RFC 9586 §3
    }
    FilterExpansion filters = new FilterExpansion(session);
    SearchKey key = filters.of(command.key().get());
    if (filters.failure().isPresent()) {
      Completion refusal = filters.failure().get();
      return session
          .selected()
          .map(mailbox -> Searches.refused(refusal, command.returned(), mailbox))
          .orElse(refusal);
    }
    Searches.begin(key, session);
    if (updates) {
      SearchWork.refuseUpdates(session);
    }
    Collection<MailboxList.Mailbox> mailboxes =
        Filters.mailboxes(command.sources(), session.store().folders().list(), session);
    return new MultiSearchWork(command, key, mailboxes, session);
  }

  private static boolean isSelected(MailboxFilter source) {
    return source.kind() == MailboxFilter.Kind.SELECTED;
  }
}
