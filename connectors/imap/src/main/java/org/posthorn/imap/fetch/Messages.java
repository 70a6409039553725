package org.posthorn.imap.fetch;

import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;

/** Walks over some messages of a view in one direction. Starts before the first. */
final class Messages {
  private final MailboxView view;
  private final UidSet uids;
  private final long changedSince;
  private final boolean descending;
  private MailboxCursor cursor;
  private int range;

  /** Those of a request, all of which the view has. */
  Messages(MailboxView view, FetchWork.Request request) {
    this.view = view;
    this.uids = request.uids();
    this.changedSince = request.changedSince();
    this.descending = request.descending();
    this.cursor = view.cursor(view.size());
    this.range = descending ? uids.ranges() : -1;
  }

  /** Goes to the next; false at the end. */
  boolean next() {
    while (descending ? retreat() : advance()) {
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

  private boolean retreat() {
    int index;
    if (range < uids.ranges() && cursor.uid() > uids.first(range)) {
      index = cursor.index() - 1;
    } else if (range == 0) {
      return false;
    } else {
      index = view.indexOf(uids.last(--range));
    }
    cursor = view.cursor(index);
    return cursor.next();
  }

  /** The view. */
  MailboxView view() {
    return view;
  }

  /** The message. */
  MailboxCursor at() {
    return cursor;
  }
}
