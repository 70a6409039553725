package org.posthorn.webmail.list;

import java.util.function.IntToLongFunction;
import org.posthorn.mailstore.MailboxView;

/** The messages of a list, in its order. Immutable. */
public final class MessageList {
  private final int size;
  private final String state;
  private final IntToLongFunction mailboxes;
  private final IntToLongFunction uids;
  private final IntToLongFunction counts;
  private final boolean complete;

  private MessageList(
      int size,
      String state,
      IntToLongFunction mailboxes,
      IntToLongFunction uids,
      IntToLongFunction counts,
      boolean complete) {
    this.size = size;
    this.state = state;
    this.mailboxes = mailboxes;
    this.uids = uids;
    this.counts = counts;
    this.complete = complete;
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
        true);
  }

  /** Messages of one mailbox by their UIDs, each standing for so many. */
  static MessageList of(MailboxView view, long[] uids, int[] counts) {
    return new MessageList(
        uids.length, state(view), i -> view.mailboxId(), i -> uids[i], i -> counts[i], true);
  }

  /** Messages of several mailboxes. */
  static MessageList found(String state, long[] mailboxes, long[] uids, boolean complete) {
    return new MessageList(uids.length, state, i -> mailboxes[i], i -> uids[i], i -> 1, complete);
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

  /** Whether nothing was left out because it would have taken too long. */
  public boolean complete() {
    return complete;
  }
}
