package org.posthorn.imap.response;

import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;

/** How mailboxes are named to clients. */
public final class ClientMailboxNames {
  private ClientMailboxNames() {}

  /** A name whose separator at the end only said that more will come below. RFC 9051 §6.3.4. */
  public static String withoutLastSeparator(String name) {
    boolean separator =
        name.length() > 1 && name.charAt(name.length() - 1) == MailboxName.SEPARATOR;
    return separator ? name.substring(0, name.length() - 1) : name;
  }

  /** {@code F5}. RFC 8474 §4. */
  public static String mailboxId(long id) {
    return "F" + id;
  }

  /** OK, with the mod-sequence up to which a QRESYNC client is now told. RFC 7162 §3.2.7. */
  public static Completion changed(SelectedMailbox mailbox, ImapSession session, String text) {
    return session.features().qresync()
        ? Completion.ok("HIGHESTMODSEQ " + mailbox.latest().highestModSeq(), text)
        : Completion.ok(text);
  }

  /** {@code MAILBOXID (F5)}. RFC 8474 §4.1. */
  public static String mailboxIdCode(MailboxList.Mailbox mailbox) {
    return "MAILBOXID (" + mailboxId(mailbox.id()) + ")";
  }
}
