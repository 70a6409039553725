package org.posthorn.imap.handler;

import java.util.List;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Authenticated.ListMailboxes;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;

/** LIST, plain and extended. RFC 9051 §6.3.9, RFC 5258, RFC 5819, RFC 6154. */
final class ListHandler implements AuthenticatedHandler<ListMailboxes> {
  private static final int MAX_PATTERNS_LENGTH = 4000;

  @Override
  public Answer handle(ListMailboxes command, long account, ImapSession session) {
    int length = command.patterns().stream().mapToInt(String::length).sum();
    if (command.reference().length() > ListPattern.MAX_LENGTH || length > MAX_PATTERNS_LENGTH) {
      return Completion.no("LIMIT", "Pattern is too long");
    }
    if (!command.extended() && command.patterns().equals(List.of(""))) {
      session.out().untagged("LIST (\\Noselect) \"/\" \"\""); // only asks for the separator
      return Completion.ok("LIST completed");
    }
    return new Listing(command, session);
  }
}
