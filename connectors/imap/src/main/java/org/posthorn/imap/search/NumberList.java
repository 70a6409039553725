package org.posthorn.imap.search;

import org.posthorn.imap.codec.Responses;
import org.posthorn.mailstore.query.SearchResult;

/** Writes numbers of messages in the order of a result, a bounded count at a time. */
final class NumberList {
  private static final int STEP = 2000; // numbers or ranges

  private final Responses out;
  private final SearchResult result;
  private final boolean uid;
  private final int end;
  private boolean first = true;
  private int at;

  /** Of the results from one position to before another. */
  NumberList(Responses out, SearchResult result, boolean uid, int from, int to) {
    this.out = out;
    this.result = result;
    this.uid = uid;
    this.at = from;
    this.end = to;
  }

  /** Whether there is nothing to write. */
  boolean isEmpty() {
    return at == end;
  }

  /** Writes some more, each with a space before it; true at the end. */
  boolean numbers() {
    for (int left = STEP; left > 0 && at < end; left--) {
      if (!out.writable()) {
        return false;
      }
      out.space().number(result.number(at++, uid));
    }
    return at == end;
  }

  /**
   * Writes some more of a {@code sequence-set}; true at the end. Ranges only ascend. RFC 5267 §3.2.
   */
  boolean ranges() {
    for (int left = STEP; left > 0 && at < end; left--) {
      if (!out.writable()) {
        return false;
      }
      long from = result.number(at++, uid);
      long to = from;
      while (at < end && result.number(at, uid) == to + 1) {
        to++;
        at++;
      }
      out.text(first ? "" : ",").number(from);
      first = false;
      if (to > from) {
        out.text(':').number(to);
      }
    }
    return at == end;
  }
}
