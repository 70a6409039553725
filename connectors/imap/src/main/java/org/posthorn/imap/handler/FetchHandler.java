package org.posthorn.imap.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.imap.answer.Answer;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.command.Fetch;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.command.FetchItem.Attribute;
import org.posthorn.imap.fetch.FetchWork;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.MailboxFlags;
import org.posthorn.imap.session.MessageLimits;
import org.posthorn.imap.session.SelectedHandler;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.StoreResult;

/** {@code FETCH} and {@code UID FETCH}. RFC 9051 §6.4.5, RFC 7162 §3.1.4. */
final class FetchHandler implements SelectedHandler<Fetch> {
  private static final FlagChange READ =
      new FlagChange(FlagChange.Operation.ADD, new Flags(Flags.SEEN, List.of()));

  @Override
  public Answer handle(Fetch fetch, SelectedMailbox mailbox, ImapSession session) {
    if (fetch.vanished() && !session.features().qresync()) {
      return Completion.bad("VANISHED needs ENABLE QRESYNC"); // RFC 7162 §3.2.6
    }
    Optional<UidSet> named = mailbox.resolve(fetch.messages(), fetch.byUid());
    if (named.isEmpty()) {
      return Completion.bad("No such message number");
    }
    int limit = session.settings().limits().any();
    if (limit > 0 && fetch.partial().filter(part -> part.length() > limit).isPresent()) {
      return MessageLimits.exceeded(limit); // RFC 9738 §3.1
    }
    List<FetchItem> items = items(fetch, session.features().uidOnly());
    if (items.contains(Attribute.MODSEQ)) {
      session.enableCondstore(); // RFC 7162 §3.1
    }
    if (fetch.vanished()) {
      vanished(fetch, mailbox, session);
    }
    Limited limited =
        Limited.of(
            fetch.partial().map(part -> UidSetSlices.part(named.get(), part)).orElse(named.get()),
            session);
    UidSet uids = limited.uids();
    MailboxView view = mailbox.known();
    boolean marks = !mailbox.readOnly() && mailbox.rights().has(Rights.Right.SEEN); // RFC 4314 §4
    if (marks && items.stream().anyMatch(FetchItem::setsSeen)) {
      view = read(uids, mailbox, session);
      MailboxFlags.writeNew(view, session); // others may have added keywords meanwhile
    }
    FetchWork.Request request =
        new FetchWork.Request(
            uids, items, fetch.changedSince().orElse(-1), mailbox.recent(), limited.reached());
    return limited.tell(new FetchWork(mailbox.source(), session.out(), view, request), session);
  }

  private static List<FetchItem> items(Fetch fetch, boolean uidOnly) {
    List<FetchItem> items = new ArrayList<>(fetch.items());
    if (fetch.byUid() && !uidOnly && !items.contains(Attribute.UID)) {
      items.add(0, Attribute.UID); // RFC 9051 §6.4.9
    }
    if (fetch.changedSince().isPresent() && !items.contains(Attribute.MODSEQ)) {
      items.add(Attribute.MODSEQ); // RFC 7162 §3.1.4.1
    }
    return items;
  }

  /** Tells which of the UIDs asked for were expunged since. RFC 7162 §3.2.6. */
  private static void vanished(Fetch fetch, SelectedMailbox mailbox, ImapSession session) {
    MailboxView known = mailbox.known();
    UidSet asked =
        fetch.messages().isSaved()
            ? mailbox.saved()
            : fetch.messages().ranges(Math.max(1, known.uidNext() - 1));
    long since = fetch.changedSince().orElse(0);
    UidSet expunged =
        known
            .expungedSince(since)
            .or(() -> session.store().messages().expungedSince(mailbox.id(), since).result())
            .orElse(UidSet.EMPTY);
    UidSet gone = asked.intersect(expunged).minus(known.uids());
    if (!gone.isEmpty()) {
      session.out().text("* VANISHED (EARLIER) ").text(gone.toString()).crlf();
    }
  }

  /**
   * Sets {@code \Seen} where it is missing, in one go. Of the outcome the client hears as of any
   * change.
   *
   * @return what the client knows, with the flags as they are now
   */
  private static MailboxView read(UidSet uids, SelectedMailbox mailbox, ImapSession session) {
    MailboxView known = mailbox.known();
    UidSet unread = unread(uids, known);
    if (unread.isEmpty()) {
      return known;
    }
    Optional<StoreResult> stored =
        session.store().messages().store(mailbox.id(), unread, READ, OptionalLong.empty()).result();
    stored.ifPresent(done -> mailbox.offer(done.view()));
    return stored.map(done -> known.keepingExpunged(done.view())).orElse(known);
  }

  private static UidSet unread(UidSet uids, MailboxView view) {
    UidSet.Builder unread = UidSet.builder();
    for (int r = 0; r < uids.ranges(); r++) {
      MailboxCursor message = view.cursor(view.indexOf(uids.first(r)));
      while (message.next() && message.uid() <= uids.last(r)) {
        if ((message.flags() & Flags.SEEN) == 0) {
          unread.add(message.uid());
        }
      }
    }
    return unread.build();
  }
}
