package org.posthorn.imap.search;

import org.posthorn.imap.command.SearchReturn;
import org.posthorn.imap.command.SearchReturn.Result;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.query.SearchResult;

/**
 * Which messages of a result the RETURN options name.
 *
 * @param found the whole result
 */
record ReturnedMessages(SearchResult found, SearchReturn options) {

  /**
   * The greatest mod-sequence of the messages returned: all, or only those that the options name.
   * RFC 4731 §3.2. Only when there is a message.
   */
  long modSeq() {
    int count = found.count();
    if (options.has(Result.ALL) || options.has(Result.COUNT)) {
      return modSeq(0, count);
    }
    long first = options.has(Result.MIN) ? modSeq(0, 1) : 0;
    long last = options.has(Result.MAX) ? modSeq(count - 1, count) : 0;
    long part = options.partial().map(p -> modSeq(p.from(count), p.to(count))).orElse(0L);
    return Math.max(part, Math.max(first, last));
  }

  private long modSeq(int from, int to) {
    long greatest = 0;
    for (int i = from; i < to; i++) {
      greatest = Math.max(greatest, found.modSeq(i));
    }
    return greatest;
  }

  /** What {@code $} stands for afterwards. RFC 9051 §6.4.4.1, RFC 9394 §3.2. */
  UidSet saved() {
    int count = found.count();
    boolean min = options.has(Result.MIN);
    boolean max = options.has(Result.MAX);
    boolean some = min || max || options.partial().isPresent();
    UidSet.Builder uids = UidSet.builder();
    if (!some || options.has(Result.ALL) || options.has(Result.COUNT)) {
      add(uids, 0, count);
      return uids.build();
    }
    options.partial().ifPresent(p -> add(uids, p.from(count), p.to(count)));
    if (min) {
      add(uids, 0, Math.min(1, count));
    }
    if (max) {
      add(uids, Math.max(0, count - 1), count);
    }
    return uids.build();
  }

  private void add(UidSet.Builder uids, int from, int to) {
    for (int i = from; i < to; i++) {
      uids.add(found.number(i, true));
    }
  }
}
