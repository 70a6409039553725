package org.posthorn.imap.session;

import org.posthorn.imap.codec.Responses;
import org.posthorn.store.MailboxView;

/** Unsolicited FETCH responses about flags. RFC 9051 §7.5.2, RFC 7162 §3.1.2.2. */
final class FetchLine {
  private FetchLine() {}

  /** Writes {@code * 3 FETCH (UID 5 FLAGS (\Seen) MODSEQ (7))}, as much of it as is wanted. */
  static void write(
      Responses out, MailboxView.Cursor at, MailboxView view, boolean uid, boolean flags,
      boolean modSeq) {
    out.text("* ").number(at.index() + 1L).text(" FETCH (");
    if (uid) {
      out.text("UID ").number(at.uid());
    }
    if (flags) {
      out.text(uid ? " FLAGS " : "FLAGS ").flags(at.flags(), view.keywords());
    }
    if (modSeq) {
      out.text(uid || flags ? " MODSEQ (" : "MODSEQ (").number(at.modSeq()).text(')');
    }
    out.text(')').crlf();
  }
}
