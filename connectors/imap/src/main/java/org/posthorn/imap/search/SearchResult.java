package org.posthorn.imap.search;

import java.util.BitSet;
import java.util.Set;
import java.util.function.Consumer;
import org.posthorn.imap.command.Search.Result;
import org.posthorn.kernel.UidSet;
import org.posthorn.store.MailboxView;

/** Messages that were found. */
final class SearchResult {
  private final MailboxView view;
  private final BitSet found;

  /** Messages of a view, by index. */
  SearchResult(MailboxView view, BitSet found) {
    this.view = view;
    this.found = found;
  }

  /** How many. */
  int count() {
    return found.cardinality();
  }

  /** The first, as UID or sequence number; only when there is one. */
  long min(boolean uid) {
    return number(found.nextSetBit(0), uid);
  }

  /** The last, as UID or sequence number; only when there is one. */
  long max(boolean uid) {
    return number(found.length() - 1, uid);
  }

  private long number(int index, boolean uid) {
    return uid ? view.uid(index) : index + 1L;
  }

  /** All, as UIDs or sequence numbers. */
  UidSet numbers(boolean uid) {
    UidSet.Builder numbers = UidSet.builder();
    if (uid) {
      each(message -> numbers.add(message.uid()));
    } else {
      for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
        numbers.add(i + 1L);
      }
    }
    return numbers.build();
  }

  /**
   * The greatest mod-sequence of the messages returned: all, or only the first and the last. RFC
   * 4731 §3.2. Only when there is one.
   */
  long modSeq(Set<Result> results) {
    if (results.contains(Result.ALL) || results.contains(Result.COUNT)) {
      long[] greatest = new long[1];
      each(message -> greatest[0] = Math.max(greatest[0], message.modSeq()));
      return greatest[0];
    }
    long first = results.contains(Result.MIN) ? view.modSeq(found.nextSetBit(0)) : 0;
    long last = results.contains(Result.MAX) ? view.modSeq(found.length() - 1) : 0;
    return Math.max(first, last);
  }

  /** What {@code $} stands for afterwards. RFC 9051 §6.4.4.1. */
  UidSet saved(Set<Result> results) {
    boolean ends = results.contains(Result.MIN) || results.contains(Result.MAX);
    if (!ends || results.contains(Result.ALL) || results.contains(Result.COUNT)) {
      return numbers(true);
    }
    UidSet.Builder uids = UidSet.builder();
    if (results.contains(Result.MIN) && count() > 0) {
      uids.add(min(true));
    }
    if (results.contains(Result.MAX) && count() > 0) {
      uids.add(max(true));
    }
    return uids.build();
  }

  private void each(Consumer<MailboxView.Cursor> action) {
    MailboxView.Cursor message = view.cursor(0);
    while (message.next()) {
      if (found.get(message.index())) {
        action.accept(message);
      }
    }
  }
}
