package org.posthorn.imap.search;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.SearchKey;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SearchUpdates;
import org.posthorn.kernel.UidSet;
import org.posthorn.store.MailboxView;
import org.posthorn.store.ViewDelta;

/**
 * Keeps the result of a search up to date by looking at the messages that change. The result is in
 * mailbox order, so that no positions are told. RFC 5267 §4.3.
 */
final class ResultUpdates implements SearchUpdates {
  private final ImapSession session;
  private final String tag;
  private final boolean uid;
  private final SearchKey key;
  private UidSet members;
  private BitSet changed = new BitSet();
  private @Nullable MessageScan scan;

  /**
   * Of a search that was made just now.
   *
   * @param key without sequence numbers
   * @param members UIDs of the messages found
   */
  ResultUpdates(ImapSession session, boolean uid, SearchKey key, UidSet members) {
    this.session = session;
    this.tag = session.tag();
    this.uid = uid;
    this.key = key;
    this.members = members;
  }

  @Override
  public String tag() {
    return tag;
  }

  @Override
  public void expunged(MailboxView before, ViewDelta delta) {
    UidSet gone = members.intersect(delta.expungedUids());
    if (!gone.isEmpty()) { // RFC 5267 §4.3.4: before the numbers change
      begin();
      tell("REMOVEFROM", gone, before);
      session.out().crlf();
      members = members.minus(gone);
    }
  }

  @Override
  public void changed(MailboxView now, ViewDelta delta) {
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
                session.endpoint(), key, new SearchContext(now, UidSet.EMPTY, seconds), changed);
  }

  @Override
  public boolean step() {
    if (scan == null) {
      return false;
    }
    if (!scan.step()) {
      return true;
    }
    compare(scan.view(), scan.result());
    scan = null;
    return false;
  }

  private void compare(MailboxView now, SearchResult found) {
    UidSet matching = uids(found);
    UidSet added = matching.minus(members);
    UidSet removed =
        members.intersect(uids(SearchResult.of(now, changed, new byte[0]))).minus(matching);
    if (added.isEmpty() && removed.isEmpty()) {
      return;
    }
    begin();
    tell("REMOVEFROM", removed, now);
    tell("ADDTO", added, now);
    session.out().crlf();
    members = members.minus(removed).union(added);
  }

  private static UidSet uids(SearchResult result) {
    UidSet.Builder uids = UidSet.builder();
    for (int i = 0; i < result.count(); i++) {
      uids.add(result.number(i, true));
    }
    return uids.build();
  }

  private void begin() {
    session.out().text("* ESEARCH (TAG ").string(tag).text(uid() ? ") UID" : ")");
  }

  private void tell(String item, UidSet messages, MailboxView view) {
    if (!messages.isEmpty()) {
      UidSet numbers = uid() ? messages : numbers(messages, view);
      session.out().space().text(item).text(" (0 ").text(numbers.toString()).text(")");
    }
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
