package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.command.Authenticated.Append;
import org.posthorn.imap.server.ImapEndpoint.Placed;
import org.posthorn.imap.session.Completion;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.Refusals;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.store.Outcome;

/** REPLACE and UID REPLACE: the new message comes and the old one goes as one step. RFC 8508. */
final class Replacement {
  private Replacement() {}

  static Completion execute(Append command, long target, ImapSession session) {
    Optional<SelectedMailbox> selected = session.selected();
    if (selected.isEmpty()) {
      return Completion.bad("Select a mailbox first");
    }
    Outcome<Placed> outcome =
        session
            .endpoint()
            .replace(
                selected.get().id(),
                command.replaced().orElseThrow(),
                target,
                AppendHandler.messages(command, session).get(0));
    if (outcome instanceof Outcome.Refused<Placed> refused) {
      return Refusals.of(refused.reason());
    }
    Placed placed = outcome.result().orElseThrow();
    Targets.placed(placed, session);
    session.refresh(); // the old one is gone
    session
        .out()
        .untagged(
            "OK [APPENDUID " + placed.uidValidity() + " " + placed.target() + "] Put"); // §3.3
    return Names.changed(selected.get(), session, "Replaced");
  }
}
