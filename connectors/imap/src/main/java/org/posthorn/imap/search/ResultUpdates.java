package org.posthorn.imap.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.fetch.FetchWork;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SearchUpdates;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.ViewDelta;
import org.posthorn.mailstore.query.MessageScan;
import org.posthorn.mailstore.query.ResultPlacement;
import org.posthorn.mailstore.query.SearchKey;
import org.posthorn.mailstore.query.SearchResult;
import org.posthorn.mailstore.query.SortedOrder;

/**
 * Keeps the result of a search up to date by looking at the messages that change. When it is in
 * mailbox order, no positions are told. RFC 5267 §4.3.
 */
final class ResultUpdates implements SearchUpdates {
  private final ImapSession session;
  private final MessageSource source;
  private final String tag;
  private final boolean uid;
  private final SearchKey key;
  private final Optional<SortedOrder> order;
  private final List<FetchItem> items;
  private UidSet members;
  private BitSet changed = new BitSet();
  private UidSet added = UidSet.EMPTY;
  private UidSet removed = UidSet.EMPTY;
  private @Nullable MessageScan scan;
  private @Nullable ResultPlacement placement;
  private @Nullable FetchWork fetch;
  private boolean compared;
  private UidSet arrived = UidSet.EMPTY;
  private List<SortedOrder.Place> going = List.of();

  /**
   * Of a search that was made just now.
   *
   * @param key without sequence numbers
   * @param members UIDs of the messages found
   * @param order when they are sorted
   * @param items what to tell of new messages that come to the result
   */
  ResultUpdates(
      ImapSession session,
      boolean uid,
      SearchKey key,
      UidSet members,
      Optional<SortedOrder> order,
      List<FetchItem> items) {
    this.session = session;
    this.source = session.selected().orElseThrow().source();
    this.tag = session.tag();
    this.uid = uid;
    this.key = key;
    this.members = members;
    this.order = order;
    this.items = items;
  }

  @Override
  public String tag() {
    return tag;
  }

  @Override
  public void expunged(MailboxView before, ViewDelta delta) {
    removed = members.intersect(delta.expungedUids());
    added = UidSet.EMPTY;
    takeOut();
    tell(before, List.of()); // RFC 5267 §4.3.4: before the numbers change
  }

  @Override
  public void changed(MailboxView now, ViewDelta delta, UidSet own) {
    placement = null; // when the one before has failed
    fetch = null;
    compared = false;
    arrived = arrived(now, delta.firstNew()).minus(own);
    changed = new BitSet();
    for (int index : delta.changed()) {
      changed.set(index);
    }
    changed.set(delta.firstNew(), Math.max(delta.firstNew(), now.size()));
    long seconds = session.clock().instant().getEpochSecond();
    scan =
        changed.isEmpty()
            ? null
            : new MessageScan(
                source,
                key,
                SessionContext.of(now, UidSet.EMPTY, seconds, session),
                changed,
                (message, why) -> {});
  }

  @Override
  public boolean step() {
    if (scan == null) {
      return false;
    }
    if (!compared) {
      if (!scan.step()) {
        return true;
      }
      compare(scan);
    }
    if (fetch != null && fetch.step().isEmpty()) { // RFC 5465 §7: before ESEARCH
      return true;
    }
    fetch = null;
    if (placement != null) {
      if (!placement.step()) {
        return true;
      }
      tell(scan.view(), placement.places());
    } else {
      tell(scan.view(), List.of());
    }
    scan = null;
    placement = null;
    return false;
  }

  private void compare(MessageScan done) {
    UidSet matching = uids(done.result());
    UidSet seen = uids(SearchResult.of(done.view(), changed, new byte[0]));
    added = matching.minus(members);
    removed = members.intersect(seen).minus(matching);
    takeOut();
    compared = true;
    fetch = fetch(arrived.intersect(added), done.view());
    placement =
        added.isEmpty() ? null : order.map(sorted -> sorted.add(added, done.view())).orElse(null);
  }

  private UidSet arrived(MailboxView now, int first) {
    UidSet.Builder uids = UidSet.builder();
    for (int index = first; index < now.size() && !items.isEmpty(); index++) {
      uids.add(now.uid(index));
    }
    return uids.build();
  }

  // What NOTIFY tells of the same message is not told twice. RFC 5465 §5.2
  private @Nullable FetchWork fetch(UidSet uids, MailboxView view) {
    List<FetchItem> rest = new ArrayList<>(items);
    rest.removeAll(session.selectedEvents().items());
    if (uids.isEmpty() || rest.isEmpty()) {
      return null;
    }
    UidSet recent = session.selected().map(SelectedMailbox::recent).orElse(UidSet.EMPTY);
    return new FetchWork(
        source, session.out(), view, new FetchWork.Request(uids, rest, -1, recent, false));
  }

  private void takeOut() {
    members = members.minus(removed);
    going = order.map(sorted -> sorted.remove(removed)).orElse(List.of());
  }

  /** What goes and then what comes, in one response. */
  private void tell(MailboxView view, List<SortedOrder.Place> coming) {
    if (removed.isEmpty() && added.isEmpty()) {
      return;
    }
    Responses out = session.out();
    out.text("* ESEARCH (TAG ").string(tag).text(uid() ? ") UID" : ")");
    if (!removed.isEmpty()) {
      out.text(" REMOVEFROM (");
      order.ifPresentOrElse(sorted -> oneByOne(going, view), () -> together(removed, view));
      out.text(')');
    }
    if (!added.isEmpty()) {
      out.text(" ADDTO (");
      order.ifPresentOrElse(sorted -> inRuns(coming, view), () -> together(added, view));
      out.text(')');
      order.ifPresent(sorted -> sorted.added(coming));
      members = members.union(added);
    }
    out.crlf();
  }

  // Each position is that before the message goes, so it is told of the last message first.
  private void oneByOne(List<SortedOrder.Place> places, MailboxView view) {
    String separator = "";
    for (SortedOrder.Place place : places) {
      session.out().text(separator).number(place.position()).space();
      session.out().number(number(place.uid(), view));
      separator = " ";
    }
  }

  // addto-position SP sequence-set: at one place after the other. RFC 5267 §4.3.3
  private void inRuns(List<SortedOrder.Place> places, MailboxView view) {
    int next = 0;
    for (SortedOrder.Place place : places) {
      if (place.position() == next) {
        session.out().text(',');
      } else {
        session.out().text(next == 0 ? "" : " ").number(place.position()).space();
      }
      session.out().number(number(place.uid(), view));
      next = place.position() + 1;
    }
  }

  private void together(UidSet messages, MailboxView view) {
    UidSet numbers = uid() ? messages : numbers(messages, view);
    session.out().text("0 ").text(numbers.toString());
  }

  private long number(long of, MailboxView view) {
    return uid() ? of : view.indexOf(of) + 1L;
  }

  private static UidSet uids(SearchResult result) {
    UidSet.Builder uids = UidSet.builder();
    for (int i = 0; i < result.count(); i++) {
      uids.add(result.number(i, true));
    }
    return uids.build();
  }

  private boolean uid() {
    return uid || session.features().uidOnly(); // it may have been enabled since
  }

  private static UidSet numbers(UidSet uids, MailboxView view) {
    UidSet.Builder numbers = UidSet.builder();
    uids.forEach(uid -> numbers.add(view.indexOf(uid) + 1L));
    return numbers.build();
  }
}
