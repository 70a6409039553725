package org.posthorn.imap.session;

import org.posthorn.imap.codec.FlagText;
import org.posthorn.imap.codec.Responses;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;

/** Unsolicited FETCH responses about the flags of a mailbox. RFC 9051 §7.5.2, RFC 7162 §3.1.2.2. */
public final class FetchLine {

  /** All three items. */
  public static final Items ALL = new Items(true, true, true);

  private final Responses out;
  private final FlagText flags;

  /** Of a mailbox as this view shows it. */
  public FetchLine(Responses out, MailboxView view) {
    this.out = out;
    this.flags = new FlagText(view.keywords());
  }

  /** What a line tells; one of the items at least. */
  public record Items(boolean uid, boolean flags, boolean modSeq) {}

  /**
   * Writes {@code * 3 FETCH (UID 5 FLAGS (\Seen) MODSEQ (7))}, as much of it as is wanted.
   *
   * @param recent whether the flags have {@code \Recent}. RFC 3501 §2.3.2
   */
  public void write(MailboxCursor at, Items items, boolean recent) {
    out.fetch(at.index() + 1L, at.uid()).text('(');
    String separator = "";
    if (items.uid() && !out.uidOnly()) { // there it is at the head. RFC 9586 §3.3
      out.text("UID ").number(at.uid());
      separator = " ";
    }
    if (items.flags()) {
      out.text(separator);
      flags.write(at, recent, out);
      separator = " ";
    }
    if (items.modSeq()) {
      out.text(separator).text("MODSEQ (").number(at.modSeq()).text(')');
    }
    out.text(")\r\n");
  }
}
