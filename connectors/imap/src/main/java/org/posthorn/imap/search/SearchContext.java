package org.posthorn.imap.search;

import java.util.function.BooleanSupplier;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.wire.Wire;

/**
 * What search keys refer to.
 *
 * @param view the messages as the client knows them
 * @param saved what {@code $} stands for, as UIDs
 * @param now seconds since 1970
 * @param tired whether what takes long should leave off for now
 */
public record SearchContext(MailboxView view, UidSet saved, long now, BooleanSupplier tired) {

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
