package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.command.Authenticated.Delete;
import org.posthorn.imap.session.Answer;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.Completion;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.Refusals;
import org.posthorn.store.MailboxList;
import org.posthorn.store.MailboxName;
import org.posthorn.store.Outcome;

/** DELETE. RFC 9051 §6.3.5. */
final class DeleteHandler implements AuthenticatedHandler<Delete> {
  @Override
  public Answer handle(Delete command, long account, ImapSession session) {
    Optional<MailboxList.Mailbox> mailbox =
        MailboxName.parse(command.mailbox()).flatMap(session.endpoint().mailboxes(account)::find);
    if (mailbox.isEmpty()) {
      return Refusals.of(Outcome.Refusal.NONEXISTENT);
    }
    if (mailbox.get().name().isInbox()) {
      return Completion.no("CANNOT", "INBOX cannot be deleted");
    }
    Outcome<MailboxName> outcome = session.endpoint().delete(account, mailbox.get().name());
    if (outcome instanceof Outcome.Refused<MailboxName> refused) {
      return Refusals.of(refused.reason());
    }
    if (session.selected().filter(open -> open.id() == mailbox.get().id()).isPresent()) {
      session.unselect();
      session.out().untagged("OK [CLOSED] The selected mailbox was deleted");
    }
    OldName.tell(command.mailbox(), mailbox.get().name(), "\\NonExistent", session);
    return Completion.ok("Deleted");
  }
}
