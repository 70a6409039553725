package org.posthorn.webmail.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mime.MessageFacts;

/** One row for messages that answer each other: the newest, at its place. */
final class ThreadRows {
  private static final int PORTION = 1000;

  private ThreadRows() {}

  /**
   * The rows of some messages.
   *
   * @param uids the oldest first
   */
  static MessageList of(MessageSource source, MailboxView view, long[] uids, boolean oldestFirst) {
    long[] roots = roots(source, view, uids);
    Map<Long, Integer> rows = new HashMap<>();
    List<long[]> found = new ArrayList<>(); // UID of the newest, and how many
    for (int i = uids.length - 1; i >= 0; i--) {
      Integer row = rows.putIfAbsent(roots[i], found.size());
      if (row == null) {
        found.add(new long[] {uids[i], 1});
      } else {
        found.get(row)[1]++;
      }
    }
    long[] newest = new long[found.size()];
    int[] counts = new int[found.size()];
    for (int i = 0; i < newest.length; i++) {
      int place = oldestFirst ? newest.length - 1 - i : i;
      newest[place] = found.get(i)[0];
      counts[place] = (int) found.get(i)[1];
    }
    return MessageList.of(view, newest, counts);
  }

  /** The messages of the mailbox that are in the thread of one of them, the oldest first. */
  static MessageList around(MessageSource source, MailboxView view, long uid) {
    long[] uids = DateOrder.sorted(view, view.uids().stream().toArray());
    long[] roots = roots(source, view, uids);
    int own = 0;
    while (own < uids.length && uids[own] != uid) {
      own++;
    }
    long[] found = new long[uids.length];
    int count = 0;
    for (int i = 0; i < uids.length && own < uids.length; i++) {
      if (roots[i] == roots[own]) {
        found[count++] = uids[i];
      }
    }
    int[] ones = new int[count];
    Arrays.fill(ones, 1);
    return MessageList.of(view, Arrays.copyOf(found, count), ones);
  }

  /** What stands for the thread of each message; one without an id is alone. */
  private static long[] roots(MessageSource source, MailboxView view, long[] uids) {
    long[] roots = new long[uids.length];
    for (int from = 0; from < uids.length; from += PORTION) {
      long[] some = Arrays.copyOfRange(uids, from, Math.min(uids.length, from + PORTION));
      try {
        List<MessageFacts> facts = source.facts(view, some);
        for (int i = 0; i < some.length; i++) {
          roots[from + i] = facts.get(i).threadRoot().orElse(-some[i]);
        }
      } catch (ContentLost unreadable) {
        for (int i = 0; i < some.length; i++) {
          roots[from + i] = -some[i];
        }
      }
    }
    return roots;
  }
}
