package org.posthorn.imap.search;

import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.query.SearchContext;
import org.posthorn.wire.Wire;

/** What the search keys of a session refer to. */
final class SessionContext {
  private SessionContext() {}

  /** What a session knows now of its selected mailbox. */
  static SearchContext of(SelectedMailbox mailbox, ImapSession session) {
    return of(
        mailbox.known(), mailbox.saved(), session.clock().instant().getEpochSecond(), session);
  }

  /** What a session knows of some mailbox. */
  static SearchContext of(MailboxView view, UidSet saved, long now, ImapSession session) {
    Wire wire = session.wire();
    return new SearchContext(view, saved, now, () -> wire.turnOver() || wire.gone());
  }
}
