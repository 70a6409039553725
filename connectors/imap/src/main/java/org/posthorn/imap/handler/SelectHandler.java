package org.posthorn.imap.handler;

import java.util.Optional;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.Authenticated.Resync;
import org.posthorn.imap.command.Authenticated.Select;
import org.posthorn.imap.response.ClientMailboxNames;
import org.posthorn.imap.session.AuthenticatedHandler;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.MailboxFlags;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Permission;

/** SELECT and EXAMINE. RFC 9051 §6.3.2, §6.3.3, RFC 7162 §3.1.8, §3.2.5. */
final class SelectHandler implements AuthenticatedHandler<Select> {
  @Override
  public Answer handle(Select command, long account, ImapSession session) {
    if (command.resync().isPresent() && !session.features().qresync()) {
      return Completion.bad("Enable QRESYNC first"); // RFC 7162 §3.2.5
    }
    if (session.features().uidOnly() && command.resync().filter(Resync::matched).isPresent()) {
      return Refusals.uidRequired(); // RFC 9586 §3.7
    }
    if (session.selected().isPresent()) {
      session.unselect();
      session.out().untagged("OK [CLOSED] The mailbox before is closed"); // RFC 9051 §7.1
    }
    if (command.condstore()) {
      session.enableCondstore();
    }
    Outcome<MailboxList.Mailbox> mailbox = session.mailbox(command.mailbox());
    if (mailbox instanceof Outcome.Refused<MailboxList.Mailbox> refused) {
      return Refusals.of(refused.reason());
    }
    return open(mailbox.result().orElseThrow(), command, session);
  }

  private static Answer open(MailboxList.Mailbox mailbox, Select command, ImapSession session) {
    Outcome<MessageSource> source = session.store().messages().read(mailbox.id());
    if (source instanceof Outcome.Refused<MessageSource> refused) {
      return Refusals.of(refused.reason());
    }
    SelectedMailbox selected =
        new SelectedMailbox(
            mailbox, source.result().orElseThrow(), command.readOnly(), session.wire()::wake);
    Outcome<MailboxView> watched = session.store().changes().watch(mailbox.id(), selected);
    if (watched instanceof Outcome.Refused<MailboxView> refused) {
      return Refusals.of(refused.reason());
    }
    session.select(selected);
    MailboxView view = watched.result().orElseThrow();
    selected.learn(view);
    selected.nowKnown(view);
    selected.arrived(view.uidNext(), session);
    describe(mailbox, command.mailbox(), view, session);
    boolean readOnly =
        command.readOnly() || !Permission.CHANGE.isIn(mailbox.rights()); // RFC 4314 §5.2
    Completion done =
        Completion.ok(
            readOnly ? "READ-ONLY" : "READ-WRITE",
            command.readOnly() ? "EXAMINE completed" : "SELECT completed");
    Optional<Resync> resync =
        command.resync().filter(known -> known.uidValidity() == view.uidValidity());
    return resync.isEmpty() ? done : new Resynchronisation(resync.get(), view, session, done);
  }

  private static void describe(
      MailboxList.Mailbox mailbox, String written, MailboxView view, ImapSession session) {
    Responses out = session.out();
    MailboxFlags.write(view, session);
    out.untagged(view.size(), "EXISTS");
    if (session.features().rev2()) {
      OldName.list(written, mailbox.name(), "", out); // RFC 9051 §6.3.2
    } else {
      out.untagged(session.selected().map(SelectedMailbox::countRecent).orElse(0L), "RECENT");
      if (view.unseen() > 0 && !session.features().uidOnly()) { // it is a sequence number
        code(out, "UNSEEN", firstUnseen(view));
      }
    }
    code(out, "UIDVALIDITY", view.uidValidity());
    code(out, "UIDNEXT", view.uidNext());
    code(out, "HIGHESTMODSEQ", view.highestModSeq());
    out.untagged("OK [" + ClientMailboxNames.mailboxIdCode(mailbox) + "] Ok");
  }

  private static void code(Responses out, String name, long value) {
    out.text("* OK [").text(name).space().number(value).text("] Ok").crlf();
  }

  private static long firstUnseen(MailboxView view) {
    MailboxCursor cursor = view.cursor(0);
    while (cursor.next()) {
      if ((cursor.flags() & Flags.SEEN) == 0) {
        return cursor.index() + 1L;
      }
    }
    return 0;
  }
}
