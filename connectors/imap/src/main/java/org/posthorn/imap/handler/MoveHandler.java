package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Selected.Move;
import org.posthorn.imap.response.ClientMailboxNames;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Permission;

/** MOVE and UID MOVE: COPYUID first, then the session tells what went. RFC 9051 §6.4.8. */
final class MoveHandler implements SelectedHandler<Move> {
  @Override
  public Answer handle(Move command, SelectedMailbox mailbox, ImapSession session) {
    if (mailbox.readOnly()) {
      return Refusals.readOnly();
    }
    if (!Permission.TAKE.isIn(mailbox.rights())) {
      return Refusals.of(Outcome.Refusal.NOPERM); // RFC 6851 §4.2
    }
    Optional<UidSet> uids = mailbox.resolve(command.messages(), command.byUid());
    if (uids.isEmpty()) {
      return Refusals.badNumber();
    }
    Outcome<MailboxList.Mailbox> found = Targets.find(command.mailbox(), session);
    if (found instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return Refusals.target(refused.reason());
    }
    if (uids.get().isEmpty()) {
      return Completion.ok("MOVE completed");
    }
    Limited limited = Limited.of(uids.get(), session);
    MailboxList.Mailbox target = found.result().orElseThrow();
    Outcome<AddedMessages> outcome =
        session.store().messages().move(mailbox.id(), limited.uids(), target.id());
    if (outcome instanceof Outcome.Refused<AddedMessages> refused) {
      return Targets.refused(refused.reason(), command.mailbox(), session);
    }
    outcome
        .result()
        .filter(placed -> !placed.source().isEmpty())
        .ifPresent(
            placed -> {
              session.out().untagged("OK [" + Targets.copyUid(placed) + "] Moved");
              Targets.placed(placed, session);
              session.refreshAfterChange();
            });
    boolean all = outcome.result().filter(p -> p.source().equals(limited.uids())).isPresent();
    Completion done = all ? ClientMailboxNames.changed(mailbox, session, "Moved") : Refusals.gone();
    return limited.tell(
        done, session); // RFC 6851 §3.3: each is moved or untouched, and NO tells it
  }
}
