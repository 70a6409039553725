package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.Delete;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;

/** DELETE. RFC 9051 §6.3.5. */
final class DeleteHandler implements AuthenticatedHandler<Delete> {
  @Override
  public Answer handle(Delete command, long account, ImapSession session) {
    MailboxList list = session.store().folders().list();
    Optional<MailboxName> name = MailboxName.parse(command.mailbox());
    Optional<MailboxList.Mailbox> mailbox = name.flatMap(list::find);
    if (mailbox.isEmpty()) { // what was deleted and has children goes with them. RFC 9051 §6.3.5
      boolean level = name.filter(list::isLevel).isPresent();
      return Refusals.of(level ? Outcome.Refusal.HASCHILDREN : Outcome.Refusal.NONEXISTENT);
    }
    if (mailbox.get().name().isInbox()) {
      return Completion.no("CANNOT", "INBOX cannot be deleted");
    }
    Outcome<MailboxName> outcome = session.store().folders().delete(mailbox.get().name());
    if (outcome instanceof Outcome.Refused<MailboxName> refused) {
      return Refusals.of(refused.reason());
    }
    if (session.selected().filter(open -> open.id() == mailbox.get().id()).isPresent()) {
      session.unselect();
      session.out().untagged("OK [CLOSED] The selected mailbox was deleted");
    }
    OldName.tell(command.mailbox(), mailbox.get().name(), "\\NonExistent", session);
    return Completion.ok("DELETE completed");
  }
}
