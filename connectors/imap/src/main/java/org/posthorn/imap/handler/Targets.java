package org.posthorn.imap.handler;

import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Permission;

/** Where COPY, MOVE and APPEND put messages. */
final class Targets {
  private Targets() {}

  /** The mailbox with a name as the client wrote it, if messages may be put into it. */
  static Outcome<MailboxList.Mailbox> find(String name, ImapSession session) {
    return session.mailbox(name, Permission.INSERT);
  }

  /**
   * How a command ends that could not bring messages to a target: TRYCREATE only where that is what
   * is missing, not when it was the source. RFC 9051 §6.4.7.
   */
  static Completion refused(Outcome.Refusal reason, String target, ImapSession session) {
    return find(target, session) instanceof Outcome.Refused<MailboxList.Mailbox> gone
        ? Refusals.target(gone.reason())
        : Refusals.of(reason);
  }

  /** Messages came to a mailbox, which may be the selected one. */
  static void placed(AddedMessages placed, ImapSession session) {
    session
        .selected()
        .filter(open -> open.id() == placed.view().mailboxId())
        .ifPresent(
            open -> {
              open.offer(placed.view());
              open.ownArrivals(placed.target());
            });
    session.notices().ifPresent(notices -> notices.placed(placed));
  }

  /** {@code COPYUID 38505 304,319:320 3956:3958}. RFC 4315 §3. */
  static String copyUid(AddedMessages placed) {
    return "COPYUID " + placed.uidValidity() + " " + placed.source() + " " + placed.target();
  }
}
