package org.posthorn.imap.handler;

import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.MailboxName;

/**
 * Tells clients of IMAP4rev2 how the server spells a name that they have written otherwise. RFC
 * 9051 §6.3.9.7.
 */
final class OldName {
  private OldName() {}

  /** Writes a LIST response, if the name was written otherwise. */
  static void tell(String written, MailboxName name, String attributes, ImapSession session) {
    if (session.features().rev2() && !written.equals(name.text())) {
      list(written, name, attributes, session.out());
    }
  }

  /** Writes a LIST response in any case. */
  static void list(String written, MailboxName name, String attributes, Responses out) {
    out.text("* LIST (").text(attributes).text(") \"/\" ").mailbox(name);
    if (!written.equals(name.text())) {
      out.text(" (\"OLDNAME\" (").mailbox(written).text("))");
    }
    out.crlf();
  }
}
