package org.posthorn.imap.notify;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.response.ListAttributes;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Permission;

/** The LIST response about a name that has changed. RFC 5465 §5.4, §5.5. */
final class ListLine {
  private ListLine() {}

  /** Writes it. */
  static void write(ListChange change, MailboxList list, Responses out) {
    List<String> attributes =
        new ArrayList<>(ListAttributes.of(change.name(), list, true, "\\NonExistent"));
    list.visible(change.name())
        .filter(mailbox -> !Permission.READ.isIn(mailbox.rights()))
        .ifPresent(mailbox -> attributes.add(0, "\\NoAccess")); // RFC 5465 §3.1, §5.9
    out.text("* LIST (").text(String.join(" ", attributes)).text(") \"/\" ").mailbox(change.name());
    change.before().ifPresent(old -> out.text(" (\"OLDNAME\" (").mailbox(old).text("))"));
    out.crlf();
  }
}
