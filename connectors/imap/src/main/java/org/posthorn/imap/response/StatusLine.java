package org.posthorn.imap.response;

import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.StatusItem;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Outcome.Refusal;

/** The STATUS response. RFC 9051 §7.3.3. */
public final class StatusLine {
  private StatusLine() {}

  /** Writes it, unless the store refuses to show the mailbox: then answers why. */
  public static Optional<Refusal> write(
      MailboxList.Mailbox mailbox, Set<StatusItem> items, ImapSession session) {
    Outcome<MailboxView> found = session.store().messages().view(mailbox.id());
    if (found instanceof Outcome.Refused<MailboxView> refused) {
      return Optional.of(refused.reason());
    }
    found.result().ifPresent(view -> write(mailbox.name(), view, items, session));
    return Optional.empty();
  }

  /** Writes it of a view. */
  public static void write(
      MailboxName name, MailboxView view, Set<StatusItem> items, ImapSession session) {
    Responses out = session.out().text("* STATUS ").mailbox(name).text(" (");
    boolean first = true;
    for (StatusItem item : StatusItem.values()) {
      if (items.contains(item)) {
        out.text(first ? "" : " ").text(item.text()).space();
        value(item, view, session);
        first = false;
      }
    }
    out.text(')').crlf();
  }

  // RFC 3501 §6.3.10; the selected mailbox's are its session's own
  private static long recent(MailboxView view, ImapSession session) {
    long first = session.store().messages().firstRecent(view.mailboxId());
    UidSet unclaimed =
        first < view.uidNext() ? UidSet.range(first, view.uidNext() - 1) : UidSet.EMPTY;
    UidSet own =
        session
            .selected()
            .filter(open -> open.id() == view.mailboxId())
            .map(SelectedMailbox::recent)
            .orElse(UidSet.EMPTY);
    return view.count(unclaimed.union(own));
  }

  private static void value(StatusItem item, MailboxView view, ImapSession session) {
    Responses out = session.out();
    switch (item) {
      case MESSAGES -> out.number(view.size());
      case RECENT -> out.number(recent(view, session));
      case UIDNEXT -> out.number(view.uidNext());
      case UIDVALIDITY -> out.number(view.uidValidity());
      case UNSEEN -> out.number(view.unseen());
      case DELETED -> out.number(view.deleted());
      case DELETED_STORAGE -> out.number(view.deletedOctets());
      case SIZE -> out.number(view.octets());
      case HIGHESTMODSEQ -> out.number(view.highestModSeq());
      case MAILBOXID ->
          out.text('(').text(ClientMailboxNames.mailboxId(view.mailboxId())).text(')');
      case APPENDLIMIT -> out.number(session.settings().maxMessageSize());
    }
  }
}
