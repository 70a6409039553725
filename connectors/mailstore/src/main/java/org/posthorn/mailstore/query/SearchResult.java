package org.posthorn.mailstore.query;

import java.util.BitSet;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;

/** Messages that were found, in the order of the result. */
public final class SearchResult {
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
  public static SearchResult of(MailboxView view, BitSet found, byte[] scores) {
    int[] indexes = new int[found.cardinality()];
    int count = 0;
    for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
      indexes[count++] = i;
    }
    return new SearchResult(view, indexes, scores);
  }

  /** The same messages in another order: by their positions in this one. */
  public SearchResult inOrder(int[] positions) {
    int[] ordered = new int[positions.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = found[positions[i]];
    }
    return new SearchResult(view, ordered, scores);
  }

  /** How many. */
  public int count() {
    return found.length;
  }

  /** Index in the view of the message at a position, from 0. */
  public int index(int position) {
    return found[position];
  }

  /** How well the message at an index of the view fits: 1 to 100. RFC 6203 §4. */
  public int scoreOf(int index) {
    return scores.length == 0 ? 100 : scores[index];
  }

  /** UID or sequence number of the message at a position, from 0. */
  public long number(int position, boolean uid) {
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

  /** Mod-sequence of the message at a position, from 0. */
  public long modSeq(int position) {
    return view.modSeq(found[position]);
  }
}
