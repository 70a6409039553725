package org.posthorn.imap.search;

import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.store.MailboxView;

/**
 * What search keys refer to.
 *
 * @param view the messages as the client knows them
 * @param saved what {@code $} stands for, as UIDs
 * @param now seconds since 1970
 */
public record SearchContext(MailboxView view, UidSet saved, long now) {

  /** What a session knows now of its selected mailbox. */
  static SearchContext of(SelectedMailbox mailbox, ImapSession session) {
    return new SearchContext(
        mailbox.known(), mailbox.saved(), session.clock().instant().getEpochSecond());
  }
}
