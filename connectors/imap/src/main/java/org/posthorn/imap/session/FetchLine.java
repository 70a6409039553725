package org.posthorn.imap.session;

import org.posthorn.imap.codec.Responses;
import org.posthorn.store.MailboxView;

/** Unsolicited FETCH responses about flags. RFC 9051 §7.5.2, RFC 7162 §3.1.2.2. */
public final class FetchLine {

  /** All three items. */
  public static final Items ALL = new Items(true, true, true);

  private FetchLine() {}

  /**
   * What a line tells; one of the first three at least.
   *
   * @param recent whether the flags have {@code \\Recent}
   */
  public record Items(boolean uid, boolean flags, boolean modSeq, boolean recent) {

    /** Of a message that is not recent. */
    public Items(boolean uid, boolean flags, boolean modSeq) {
      this(uid, flags, modSeq, false);
    }

    /** The same of a recent message. RFC 3501 §2.3.2. */
    public Items ofRecent() {
      return new Items(uid, flags, modSeq, true);
    }
  }

  /** Writes {@code * 3 FETCH (UID 5 FLAGS (\Seen) MODSEQ (7))}, as much of it as is wanted. */
  public static void write(Responses out, MailboxView.Cursor at, MailboxView view, Items items) {
    out.fetch(at.index() + 1L, at.uid()).text('(');
    String separator = "";
    if (items.uid() && !out.uidOnly()) { // there it is at the head. RFC 9586 §3.3
      out.text("UID ").number(at.uid());
      separator = " ";
    }
    if (items.flags()) {
      out.text(separator).text("FLAGS ").flags(at.flags(), view.keywords(), items.recent());
      separator = " ";
    }
    if (items.modSeq()) {
      out.text(separator).text("MODSEQ (").number(at.modSeq()).text(')');
    }
    out.text(')').crlf();
  }
}
