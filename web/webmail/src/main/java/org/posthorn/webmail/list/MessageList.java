package org.posthorn.webmail.list;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;

/** The messages of a list, in its order. Immutable. */
public final class MessageList {
  private static final int MOST_BOUNDS = 300; // they go in a header field

  private final int size;
  private final String state;
  private final IntToLongFunction mailboxes;
  private final IntToLongFunction uids;
  private final IntToLongFunction counts;
  private final boolean complete;
  private final String bounds;

  private MessageList(
      int size,
      String state,
      IntToLongFunction mailboxes,
      IntToLongFunction uids,
      IntToLongFunction counts,
      boolean complete,
      String bounds) {
    this.size = size;
    this.state = state;
    this.mailboxes = mailboxes;
    this.uids = uids;
    this.counts = counts;
    this.complete = complete;
    this.bounds = bounds;
  }

  /** All messages of a mailbox, which costs nothing. */
  static MessageList all(MailboxView view, boolean oldestFirst) {
    int size = view.size();
    return new MessageList(
        size,
        state(view),
        i -> view.mailboxId(),
        i -> view.uid(oldestFirst ? i : size - 1 - i),
        i -> 1,
        true,
        bound(view));
  }

  /** Messages of one mailbox by their UIDs, each standing for so many. */
  static MessageList of(MailboxView view, long[] uids, int[] counts) {
    return new MessageList(
        uids.length,
        state(view),
        i -> view.mailboxId(),
        i -> uids[i],
        i -> counts[i],
        true,
        bound(view));
  }

  /** Messages of several mailboxes. */
  static MessageList found(String state, long[] mailboxes, long[] uids, boolean complete) {
    return new MessageList(
        uids.length,
        state,
        i -> mailboxes[i],
        i -> uids[i],
        i -> 1,
        complete,
        bounds(mailboxes, uids));
  }

  private static String bound(MailboxView view) {
    return view.size() == 0 ? "" : view.mailboxId() + ":" + view.uid(view.size() - 1);
  }

  private static String bounds(long[] mailboxes, long[] uids) {
    Map<Long, Long> highest = new TreeMap<>();
    for (int i = 0; i < uids.length; i++) {
      highest.merge(mailboxes[i], uids[i], Math::max);
    }
    return highest.entrySet().stream()
        .limit(MOST_BOUNDS)
        .map(each -> each.getKey() + ":" + each.getValue())
        .collect(Collectors.joining(","));
  }

  static String state(MailboxView view) {
    return view.uidValidity() + "." + view.highestModSeq();
  }

  /** How many rows there are. */
  public int size() {
    return size;
  }

  /** Another text when anything in the list may be different. */
  public String state() {
    return state;
  }

  /** In which mailbox the message of a row is. */
  public long mailbox(int row) {
    return mailboxes.applyAsLong(row);
  }

  /** The UID of the message of a row. */
  public long uid(int row) {
    return uids.applyAsLong(row);
  }

  /** For how many messages a row stands. */
  public int count(int row) {
    return (int) counts.applyAsLong(row);
  }

  /**
   * The list as it is now, for a selection of all of it: what comes later has a higher UID than all
   * that the list has of a mailbox. As {@code mailbox:uid}, with commas between; of some hundred
   * mailboxes at most.
   */
  public String bounds() {
    return bounds;
  }

  /**
   * The UIDs by mailbox of what is within bounds.
   *
   * @param bounds as {@link #bounds} gave them, perhaps for the list as it was before
   */
  public Map<Long, UidSet> within(String bounds) {
    Map<Long, Long> highest = new HashMap<>();
    for (String each : bounds.split(",")) {
      if (each.matches("[0-9]{1,18}:[0-9]{1,10}")) {
        String[] numbers = each.split(":");
        highest.put(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
      }
    }
    Map<Long, long[]> found = new TreeMap<>();
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = 0; i < size; i++) {
      if (uid(i) <= highest.getOrDefault(mailbox(i), 0L)) {
        long[] uids = found.computeIfAbsent(mailbox(i), id -> new long[16]);
        int count = counts.merge(mailbox(i), 1, Integer::sum);
        if (count > uids.length) {
          uids = Arrays.copyOf(uids, 2 * count);
          found.put(mailbox(i), uids);
        }
        uids[count - 1] = uid(i);
      }
    }
    Map<Long, UidSet> sets = new TreeMap<>();
    found.forEach((id, uids) -> sets.put(id, set(Arrays.copyOf(uids, counts.getOrDefault(id, 0)))));
    return sets;
  }

  private static UidSet set(long[] uids) {
    Arrays.sort(uids);
    UidSet.Builder builder = UidSet.builder();
    for (long uid : uids) {
      builder.add(uid);
    }
    return builder.build();
  }

  /** Whether nothing was left out because it would have taken too long. */
  public boolean complete() {
    return complete;
  }
}
