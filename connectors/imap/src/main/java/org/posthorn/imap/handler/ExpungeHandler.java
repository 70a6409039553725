package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Selected.Expunge;
import org.posthorn.imap.response.ClientMailboxNames;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Outcome;

/** EXPUNGE and UID EXPUNGE; the session then tells what went. RFC 9051 §6.4.3, §6.4.9. */
final class ExpungeHandler implements SelectedHandler<Expunge> {
  @Override
  public Answer handle(Expunge command, SelectedMailbox mailbox, ImapSession session) {
    if (mailbox.readOnly()) {
      return Refusals.readOnly();
    }
    Optional<UidSet> uids =
        command.messages().isEmpty()
            ? Optional.of(UidSet.range(1, UidSet.MAX))
            : mailbox.resolve(command.messages().get(), true);
    if (uids.isEmpty() || uids.get().isEmpty()) {
      return Completion.ok("EXPUNGE completed");
    }
    Limited limited = limited(command, uids.get(), mailbox, session);
    Outcome<MailboxView> outcome = session.store().messages().expunge(mailbox.id(), limited.uids());
    if (outcome instanceof Outcome.Refused<MailboxView> refused) {
      return Refusals.of(refused.reason());
    }
    outcome.result().ifPresent(mailbox::offer);
    return limited.tell(ClientMailboxNames.changed(mailbox, session, "Expunged"), session);
  }

  // of EXPUNGE there is no limit, of UID EXPUNGE what is to be expunged counts. RFC 9738 §3.1
  private static Limited limited(
      Expunge command, UidSet uids, SelectedMailbox mailbox, ImapSession session) {
    int limit = session.settings().limits().any();
    if (limit == 0 || command.messages().isEmpty() || uids.size() <= limit) {
      return new Limited(uids, Optional.empty());
    }
    UidSet.Builder deleted = UidSet.builder();
    MailboxCursor cursor = mailbox.known().cursor(0);
    while (cursor.next()) {
      if ((cursor.flags() & Flags.DELETED) != 0 && uids.contains(cursor.uid())) {
        deleted.add(cursor.uid());
      }
    }
    return Limited.of(deleted.build(), session);
  }
}
