package org.posthorn.imap.session;

import org.posthorn.imap.codec.Responses;
import org.posthorn.store.Flags;
import org.posthorn.store.Keywords;
import org.posthorn.store.MailboxView;

/** The FLAGS response and the PERMANENTFLAGS code. RFC 9051 §7.3.5, §7.1. */
public final class MailboxFlags {
  private MailboxFlags() {}

  /** Writes both when the view has keywords that the client has not heard of. RFC 9051 §7.3.5. */
  public static void writeNew(MailboxView view, ImapSession session) {
    int told = session.selected().map(open -> open.toldKeywords().names().size()).orElse(0);
    if (view.keywords().names().size() != told) {
      write(view, session);
    }
  }

  /** Writes both for the selected mailbox. */
  public static void write(MailboxView view, ImapSession session) {
    Responses out = session.out();
    session.selected().ifPresent(open -> open.nowTold(view.keywords()));
    boolean readOnly = session.selected().map(SelectedMailbox::readOnly).orElse(true);
    out.text("* FLAGS (");
    names(out, view.keywords());
    out.text(')').crlf().text("* OK [PERMANENTFLAGS (");
    if (!readOnly) {
      names(out, view.keywords());
      out.text(view.keywords().names().size() < Keywords.MAX ? " \\*" : "");
    }
    out.text(")] ").text(readOnly ? "Read-only" : "Flags are kept").crlf();
  }

  private static void names(Responses out, Keywords keywords) {
    out.text(String.join(" ", Flags.SYSTEM));
    for (String name : keywords.names()) {
      out.space().text(name);
    }
  }
}
