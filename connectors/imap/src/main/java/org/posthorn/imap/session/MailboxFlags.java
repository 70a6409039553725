package org.posthorn.imap.session;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.imap.codec.Responses;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.Keywords;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.Rights;

/** The FLAGS response and the PERMANENTFLAGS code. RFC 9051 §7.3.5, §7.1. */
public final class MailboxFlags {
  private MailboxFlags() {}

  /** Writes both when the view has keywords that the client has not heard of. RFC 9051 §7.3.5. */
  public static void writeNew(MailboxView view, ImapSession session) {
    Keywords told = session.selected().map(SelectedMailbox::toldKeywords).orElse(Keywords.NONE);
    if (!view.keywords().equals(told)) {
      write(view, session);
    }
  }

  /** Writes both for the selected mailbox. */
  public static void write(MailboxView view, ImapSession session) {
    Responses out = session.out();
    session.selected().ifPresent(open -> open.nowTold(view.keywords()));
    Rights rights =
        session
            .selected()
            .filter(open -> !open.readOnly())
            .map(SelectedMailbox::rights)
            .orElse(Rights.NONE);
    boolean readOnly = !Permission.FLAG.isIn(rights);
    out.text("* FLAGS (");
    names(out, view.keywords(), Rights.ALL);
    out.text(')').crlf().text("* OK [PERMANENTFLAGS (");
    if (!readOnly) {
      names(out, view.keywords(), rights); // RFC 4314 §5.1.1
      boolean room = rights.has(Rights.Right.WRITE) && view.hasRoomForKeyword();
      out.text(room ? " \\*" : "");
    }
    out.text(")] ").text(readOnly ? "Read-only" : "Flags are kept").crlf();
  }

  private static void names(Responses out, Keywords keywords, Rights rights) {
    List<String> names = new ArrayList<>();
    for (int bit = 0; bit < Flags.SYSTEM.size(); bit++) {
      if ((rights.settableSystem() & 1 << bit) != 0) {
        names.add(Flags.SYSTEM.get(bit));
      }
    }
    if (rights.has(Rights.Right.WRITE)) {
      names.addAll(keywords.names());
    }
    out.text(String.join(" ", names));
  }
}
