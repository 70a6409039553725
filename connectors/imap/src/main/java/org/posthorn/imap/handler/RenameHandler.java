package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.Rename;
import org.posthorn.imap.response.ClientMailboxNames;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Outcome;

/** RENAME. RFC 9051 §6.3.6. */
final class RenameHandler implements AuthenticatedHandler<Rename> {
  @Override
  public Answer handle(Rename command, long account, ImapSession session) {
    MailboxList list = session.store().folders().list();
    Optional<MailboxName> from =
        MailboxName.parse(command.from())
            .filter(name -> list.find(name).isPresent() || list.isLevel(name));
    if (from.isEmpty()) {
      return Refusals.of(Outcome.Refusal.NONEXISTENT);
    }
    String written = ClientMailboxNames.withoutLastSeparator(command.to());
    Optional<MailboxName> to = MailboxName.parse(written);
    if (to.isEmpty()) {
      return Refusals.badName();
    }
    if (to.get().isBelow(from.get())) {
      return Completion.no("CANNOT", "A mailbox cannot move below itself");
    }
    Outcome<MailboxName> outcome = session.store().folders().rename(from.get(), to.get());
    if (outcome instanceof Outcome.Refused<MailboxName> refused) {
      return Refusals.of(refused.reason());
    }
    OldName.tell(written, to.get(), "", session);
    session.refreshAfterChange(); // the messages of a selected INBOX have moved
    return Completion.ok("RENAME completed");
  }
}
