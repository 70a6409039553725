package org.posthorn.imap.session;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.fetch.FetchWork;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.FlagBits;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.ViewDelta;

/**
 * Tells a client what happened to its selected mailbox: expunges where they may be told, arrivals,
 * flags; in steps. RFC 9051 §5.2, §7.5.1.
 */
public final class Sync {
  private static final int LINES_PER_STEP = 500;
  private static final FetchLine.Items MODSEQ_ONLY = new FetchLine.Items(true, false, true);

  private final Responses out;
  private final Features features;
  private final boolean uid;
  private final Optional<Long> completeModSeq;
  private final MailboxView before;
  private final MailboxView now;
  private final Optional<SelectedMailbox.OwnChange> own;
  private final SelectedMailbox mailbox;
  private final int[] told;
  private final MailboxCursor cursor;
  private final MailboxCursor earlier;
  private final FetchLine line;
  private final FetchLine.Items items;
  private final FlagBits ownBits;
  private final boolean samePlaces; // of keywords, in the view before and now
  private final Deque<SearchUpdates> updates = new ArrayDeque<>(0);
  private final Optional<FetchWork> arrivals;
  private int at;

  /**
   * Tells of expunges and arrivals at once; flags follow by {@link #step()}.
   *
   * @param expunges whether the client may hear of expunges now
   * @param uid whether FETCH responses name the UID
   */
  public Sync(SelectedMailbox mailbox, ImapSession session, boolean expunges, boolean uid) {
    this.out = session.out();
    this.features = session.features();
    SelectedEvents events = session.selectedEvents();
    // RFC 7162 §3.2.4, RFC 5465 §5.1: also of clients that do not know QRESYNC
    this.uid = uid || features.condstore() || session.notices().isPresent();
    this.mailbox = mailbox;
    this.before = mailbox.known();
    MailboxView latest = mailbox.latest();
    this.now = expunges ? latest : before.keepingExpunged(latest);
    this.own = mailbox.takeOwnChange();
    mailbox.compared(latest);
    ViewDelta delta = before.deltaTo(now);
    if (now.size() > latest.size()) {
      mailbox.nowKnownButExpunges(now);
      this.completeModSeq = Optional.of(mailbox.completeModSeq());
    } else {
      mailbox.nowKnown(now);
      this.completeModSeq = Optional.empty();
    }
    MailboxFlags.writeNew(now, session);
    mailbox.updates().forEach(result -> result.expunged(before, delta));
    expunged(delta);
    if (delta.firstNew() < now.size()) {
      out.untagged(now.size(), "EXISTS");
      recent(mailbox, session);
    }
    int[] changed = events.flags() || mailbox.takeDemand() ? delta.changed() : new int[0];
    this.told =
        own.filter(change -> !change.silent())
            .map(this::indexes)
            .map(loud -> union(loud, changed))
            .orElse(changed);
    UidSet ownArrivals = mailbox.takeOwnArrivals();
    this.arrivals = arrivals(arrived(delta.firstNew(), events).minus(ownArrivals), events);
    this.cursor = now.cursor(told.length == 0 ? 0 : told[0]);
    this.earlier = before.cursor(0);
    this.line = new FetchLine(out, now);
    this.items = new FetchLine.Items(this.uid, true, features.condstore());
    this.ownBits =
        own.map(change -> now.keywords().bits(change.change().flags())).orElse(FlagBits.NONE);
    this.samePlaces = now.keywords().continues(before.keywords());
    this.updates.addAll(mailbox.updates());
    updates.forEach(result -> result.changed(now, delta, ownArrivals));
  }

  private UidSet arrived(int first, SelectedEvents events) {
    UidSet.Builder uids = UidSet.builder();
    for (int index = first; index < now.size() && !events.items().isEmpty(); index++) {
      uids.add(now.uid(index));
    }
    return uids.build();
  }

  // RFC 5465 §5.2: not of what this client has put there itself
  private Optional<FetchWork> arrivals(UidSet uids, SelectedEvents events) {
    if (uids.isEmpty()) {
      return Optional.empty();
    }
    FetchWork.Request request =
        new FetchWork.Request(uids, events.items(), -1, mailbox.recent(), false);
    return Optional.of(new FetchWork(mailbox.source(), out, now, request));
  }

  private void recent(SelectedMailbox mailbox, ImapSession session) {
    long before = mailbox.countRecent();
    mailbox.arrived(now.uidNext(), session);
    long count = mailbox.countRecent();
    if (count != before) {
      out.untagged(count, "RECENT"); // RFC 3501 §7.3.2
    }
  }

  private void expunged(ViewDelta delta) {
    if (delta.expunged().length == 0) {
      return;
    }
    if (features.qresync() || features.uidOnly()) { // RFC 7162 §3.2.10, RFC 9586 §3.4
      out.text("* VANISHED ").text(delta.expungedUids().toString()).crlf();
      return;
    }
    for (int i = delta.expunged().length - 1; i >= 0; i--) { // from the end: numbers stay right
      out.untagged(delta.expunged()[i] + 1L, "EXPUNGE");
    }
  }

  /** Tells of some more flags and results. Answers whether there is more to do. */
  public boolean step() {
    for (int lines = 0; at < told.length && lines < LINES_PER_STEP; lines++) {
      int index = told[at++];
      do {
        cursor.next();
      } while (cursor.index() < index);
      tell();
    }
    if (at < told.length) {
      return true;
    }
    if (!updates.isEmpty()) { // RFC 5267 §4.3.3: after EXISTS and FETCH
      if (!updates.element().step()) {
        updates.remove();
      }
      return true;
    }
    if (arrivals.isPresent() && arrivals.get().step().isEmpty()) { // RFC 5465 §5.2: after ADDTO
      return true;
    }
    // From later MODSEQs a client would conclude that it has heard of all expunges before them, and
    // never hear of them after a reconnect. RFC 7162 §3.2.5
    completeModSeq
        .filter(modSeq -> features.qresync())
        .ifPresent(modSeq -> out.untagged("OK [HIGHESTMODSEQ " + modSeq + "] Expunges wait"));
    return false;
  }

  private void tell() {
    boolean quiet = own.isPresent() && own.get().silent() && expected(own.get());
    if (!quiet) {
      UidSet recent = mailbox.recent();
      line.write(cursor, items, !recent.isEmpty() && recent.contains(cursor.uid()));
    } else if (features.condstore()) { // RFC 7162 §3.1.3: MODSEQ also for .SILENT
      line.write(cursor, MODSEQ_ONLY, false);
    }
  }

  // Somebody else may have changed the same message: then the client cannot know the outcome.
  private boolean expected(SelectedMailbox.OwnChange change) {
    return change.uids().contains(cursor.uid())
        && earlier.seek(cursor.uid())
        && samePlaces
        && outcome(change.change());
  }

  private boolean outcome(FlagChange change) {
    return earlier.narrow() && cursor.narrow() && ownBits.words() == 0
        ? change.applyTo(earlier.flags(), ownBits.first()) == cursor.flags()
        : change.applyTo(earlier.bits(), ownBits).equals(cursor.bits());
  }

  private int[] indexes(SelectedMailbox.OwnChange change) {
    UidSet present = now.present(change.uids());
    int[] indexes = new int[(int) present.size()];
    int count = 0;
    for (int r = 0; r < present.ranges(); r++) {
      int first = now.indexOf(present.first(r));
      int last = now.indexOf(present.last(r));
      for (int i = first; i <= last; i++) {
        indexes[count++] = i;
      }
    }
    return indexes;
  }

  private static int[] union(int[] a, int[] b) {
    int[] both = new int[a.length + b.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      int next = j == b.length || i < a.length && a[i] <= b[j] ? a[i] : b[j];
      i += i < a.length && a[i] == next ? 1 : 0;
      j += j < b.length && b[j] == next ? 1 : 0;
      both[count++] = next;
    }
    return Arrays.copyOf(both, count);
  }
}
