package org.posthorn.imap.search;

import java.util.BitSet;
import org.posthorn.imap.command.SearchReturn;
import org.posthorn.imap.command.SearchReturn.Result;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;

/** Messages that were found, in the order of the result. */
final class SearchResult {
  private final MailboxView view;
  private final int[] found;
  private final byte[] scores;
  private MailboxCursor near;

  /**
   * Messages of a view, by index.
   *
   * @param scores by index; empty when all fit alike
   */
  SearchResult(MailboxView view, int[] found, byte[] scores) {
    this.view = view;
    this.found = found;
    this.scores = scores;
    this.near = view.cursor(0);
  }

  /** Messages of a view in mailbox order. */
  static SearchResult of(MailboxView view, BitSet found, byte[] scores) {
    int[] indexes = new int[found.cardinality()];
    int count = 0;
    for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
      indexes[count++] = i;
    }
    return new SearchResult(view, indexes, scores);
  }

  /** The same messages in another order: by their positions in this one. */
  SearchResult inOrder(int[] positions) {
    int[] ordered = new int[positions.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = found[positions[i]];
    }
    return new SearchResult(view, ordered, scores);
  }

  /** How many. */
  int count() {
    return found.length;
  }

  /** Index in the view of the message at a position, from 0. */
  int index(int position) {
    return found[position];
  }

  /** How well the message at an index of the view fits: 1 to 100. RFC 6203 §4. */
  int scoreOf(int index) {
    return scores.length == 0 ? 100 : scores[index];
  }

  /** UID or sequence number of the message at a position, from 0. */
  long number(int position, boolean uid) {
    int index = found[position];
    if (!uid) {
      return index + 1L;
    }
    boolean next = near.index() + 1 == index; // a step is cheaper than finding the message
    if (!next || !near.next()) {
      near = view.cursor(index);
      near.next();
    }
    return near.uid();
  }

  /**
   * The greatest mod-sequence of the messages returned: all, or only those that the options name.
   * RFC 4731 §3.2. Only when there is a message.
   */
  long modSeq(SearchReturn options) {
    if (options.has(Result.ALL) || options.has(Result.COUNT)) {
      return modSeq(0, found.length);
    }
    long first = options.has(Result.MIN) ? modSeq(0, 1) : 0;
    long last = options.has(Result.MAX) ? modSeq(found.length - 1, found.length) : 0;
    long part =
        options.partial().map(p -> modSeq(p.from(found.length), p.to(found.length))).orElse(0L);
    return Math.max(part, Math.max(first, last));
  }

  private long modSeq(int from, int to) {
    long greatest = 0;
    for (int i = from; i < to; i++) {
      greatest = Math.max(greatest, view.modSeq(found[i]));
    }
    return greatest;
  }

  /** What {@code $} stands for afterwards. RFC 9051 §6.4.4.1, RFC 9394 §3.2. */
  UidSet saved(SearchReturn options) {
    boolean min = options.has(Result.MIN);
    boolean max = options.has(Result.MAX);
    boolean some = min || max || options.partial().isPresent();
    UidSet.Builder uids = UidSet.builder();
    if (!some || options.has(Result.ALL) || options.has(Result.COUNT)) {
      add(uids, 0, found.length);
      return uids.build();
    }
    options.partial().ifPresent(p -> add(uids, p.from(found.length), p.to(found.length)));
    if (min) {
      add(uids, 0, Math.min(1, found.length));
    }
    if (max) {
      add(uids, Math.max(0, found.length - 1), found.length);
    }
    return uids.build();
  }

  private void add(UidSet.Builder uids, int from, int to) {
    for (int i = from; i < to; i++) {
      uids.add(number(i, true));
    }
  }
}
