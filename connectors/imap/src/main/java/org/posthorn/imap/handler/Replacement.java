package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.command.Authenticated.Append;
import org.posthorn.imap.response.ClientMailboxNames;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Permission;

/** REPLACE and UID REPLACE: the new message comes and the old one goes as one step. RFC 8508. */
final class Replacement {
  private Replacement() {}

  static Completion execute(Append command, MailboxList.Mailbox target, ImapSession session) {
    Optional<SelectedMailbox> selected = session.selected();
    if (selected.isEmpty()) {
      return Completion.bad("Select a mailbox first");
    }
    if (!Permission.TAKE.isIn(selected.get().rights())) { // withdrawn meanwhile
      return Refusals.of(Outcome.Refusal.NOPERM);
    }
    Outcome<AddedMessages> outcome =
        session
            .store()
            .messages()
            .replace(
                selected.get().id(),
                command.replaced().orElseThrow(),
                target.id(),
                AppendHandler.messages(command, session).get(0));
    if (outcome instanceof Outcome.Refused<AddedMessages> refused) {
      return Refusals.of(refused.reason());
    }
    AddedMessages placed = outcome.result().orElseThrow();
    Targets.placed(placed, session);
    session.refreshAfterChange(); // the old one is gone
    session
        .out()
        .untagged(
            "OK [APPENDUID " + placed.uidValidity() + " " + placed.target() + "] Put"); // §3.3
    return ClientMailboxNames.changed(selected.get(), session, "Replaced");
  }
}
