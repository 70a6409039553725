package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Selected.Copy;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome;

/** COPY and UID COPY. RFC 9051 §6.4.7. */
final class CopyHandler implements SelectedHandler<Copy> {
  @Override
  public Answer handle(Copy command, SelectedMailbox mailbox, ImapSession session) {
    Optional<UidSet> uids = mailbox.resolve(command.messages(), command.byUid());
    if (uids.isEmpty()) {
      return Refusals.badNumber();
    }
    Outcome<MailboxList.Mailbox> found = Targets.find(command.mailbox(), session);
    if (found instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return Refusals.target(refused.reason());
    }
    if (uids.get().isEmpty()) {
      return Completion.ok("COPY completed");
    }
    Limited limited = Limited.copied(uids.get(), session);
    if (limited.reached()) { // all or none is copied. RFC 9738 §3.1
      return Completion.no(limited.code().get(), "Too many messages at once");
    }
    MailboxList.Mailbox target = found.result().orElseThrow();
    Outcome<AddedMessages> outcome =
        session.store().messages().copy(mailbox.id(), uids.get(), target.id());
    if (outcome instanceof Outcome.Refused<AddedMessages> refused) {
      return Targets.refused(refused.reason(), command.mailbox(), session);
    }
    return outcome
        .result()
        .map(
            placed -> {
              Targets.placed(placed, session);
              return Completion.ok(Targets.copyUid(placed), "COPY completed");
            })
        .orElseGet(Refusals::broken);
  }
}
