package org.posthorn.imap.notify;

import java.util.EnumSet;
import java.util.Set;
import org.posthorn.imap.command.StatusItem;
import org.posthorn.imap.response.StatusLine;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxView;

/**
 * A mailbox that may have changed.
 *
 * @param content whether messages may have come or gone
 * @param first whether the client asks how it is, and not how it changes. RFC 5465 §3.1
 */
record StatusNews(long mailbox, boolean content, boolean first) {

  /** Writes a STATUS response, if there is anything that the client is to hear of. */
  void tell(WatchedMailbox mailbox, ImapSession session) {
    session
        .store()
        .messages()
        .view(this.mailbox)
        .result()
        .ifPresent(view -> tell(mailbox, view, session));
  }

  private void tell(WatchedMailbox mailbox, MailboxView view, ImapSession session) {
    boolean condstore = session.features().condstore();
    boolean messages = first || mailbox.hasOtherMessages(view, content);
    boolean flags = mailbox.flags() && first || mailbox.hasOtherFlags(view, condstore);
    if (!messages && !flags) {
      return;
    }
    Set<StatusItem> items = EnumSet.of(StatusItem.UIDVALIDITY);
    if (messages) { // RFC 5465 §5.2, §5.3
      items.add(StatusItem.MESSAGES);
      items.add(StatusItem.UIDNEXT);
    }
    if (mailbox.flags() && !first) { // RFC 5465 §5.1
      items.add(StatusItem.UNSEEN);
    }
    if (condstore || first && mailbox.flags()) { // RFC 5465 §3.1
      items.add(StatusItem.HIGHESTMODSEQ);
    }
    StatusLine.write(mailbox.name(), view, items, session);
    mailbox.told(view);
  }
}
