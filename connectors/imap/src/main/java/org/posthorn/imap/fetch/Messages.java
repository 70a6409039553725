package org.posthorn.imap.fetch;

import org.posthorn.kernel.UidSet;
import org.posthorn.store.MailboxView;

/** Walks over some messages of a view, ascending. Starts before the first. */
final class Messages {
  private final MailboxView view;
  private final UidSet uids;
  private final long changedSince;
  private MailboxView.Cursor cursor;
  private int range = -1;

  /**
   * Names the messages.
   *
   * @param uids those that the view has, and no other
   * @param changedSince only those with a greater mod-sequence; -1 for all
   */
  Messages(MailboxView view, UidSet uids, long changedSince) {
    this.view = view;
    this.uids = uids;
    this.changedSince = changedSince;
    this.cursor = view.cursor(view.size());
  }

  /** Goes to the next; false at the end. */
  boolean next() {
    while (advance()) {
      if (cursor.modSeq() > changedSince) {
        return true;
      }
    }
    return false;
  }

  private boolean advance() {
    if (range >= 0 && cursor.uid() < uids.last(range)) {
      return cursor.next();
    }
    if (range + 1 >= uids.ranges()) {
      return false;
    }
    cursor = view.cursor(view.indexOf(uids.first(++range)));
    return cursor.next();
  }

  /** The message. */
  MailboxView.Cursor at() {
    return cursor;
  }
}
