package org.posthorn.imap.handler;

import java.util.TreeMap;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Authenticated.Lsub;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxName;

/** LSUB, which IMAP4rev2 replaced by LIST. RFC 3501 §6.3.9. */
final class LsubHandler implements AuthenticatedHandler<Lsub> {
  @Override
  public Answer handle(Lsub command, long account, ImapSession session) {
    if (command.reference().length() + command.pattern().length() > ListPattern.MAX_LENGTH) {
      return Completion.no("LIMIT", "Pattern is too long");
    }
    ListPattern pattern = ListPattern.of(command.reference(), command.pattern());
    TreeMap<MailboxName, Boolean> found = new TreeMap<>(); // whether itself subscribed
    for (MailboxName name : session.store().folders().list().subscribed()) {
      if (pattern.matches(name)) {
        found.put(name, true);
      } else {
        name.parents().stream()
            .filter(pattern::matches)
            .forEach(parent -> found.putIfAbsent(parent, false));
      }
    }
    found.forEach(
        (name, subscribed) ->
            session
                .out()
                .text(subscribed ? "* LSUB () \"/\" " : "* LSUB (\\Noselect) \"/\" ")
                .mailbox(name)
                .crlf());
    return Completion.ok("LSUB completed");
  }
}
