package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.command.Authenticated.Resync;
import org.posthorn.imap.session.FetchLine;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;

/** What has changed since a client was last there. RFC 7162 §3.2.5.1. */
final class Resynchronisation implements Work {
  private static final int LINES_PER_STEP = 500;

  private final Resync resync;
  private final MailboxView view;
  private final ImapSession session;
  private final Completion done;
  private final MailboxCursor cursor;
  private final FetchLine line;

  Resynchronisation(Resync resync, MailboxView view, ImapSession session, Completion done) {
    this.resync = resync;
    this.view = view;
    this.session = session;
    this.done = done;
    this.cursor = view.cursor(0);
    this.line = new FetchLine(session.out(), view);
    vanished();
  }

  private void vanished() {
    if (view.uidNext() == 1) {
      return;
    }
    UidSet gone = view.expungedSince(resync.modSeq()).orElseGet(this::askedOfStore);
    UidSet vanished = resync.known().map(gone::intersect).orElse(gone);
    if (!vanished.isEmpty()) {
      session.out().text("* VANISHED (EARLIER) ").text(vanished.toString()).crlf();
    }
  }

  /** May know of expunges that the view does not know of yet. */
  private UidSet askedOfStore() {
    UidSet expunged =
        session
            .store()
            .messages()
            .expungedSince(view.mailboxId(), resync.modSeq())
            .result()
            .orElse(UidSet.EMPTY);
    return expunged.minus(view.present(expunged));
  }

  @Override
  public Optional<Completion> step() {
    UidSet recent = session.selected().map(SelectedMailbox::recent).orElse(UidSet.EMPTY);
    for (int lines = 0; lines < LINES_PER_STEP; lines++) {
      if (!cursor.nextChanged(resync.modSeq())) {
        return Optional.of(done);
      }
      long uid = cursor.uid();
      if (resync.known().isEmpty() || resync.known().get().contains(uid)) {
        line.write(cursor, FetchLine.ALL, recent.contains(uid));
      }
    }
    return Optional.empty();
  }
}
