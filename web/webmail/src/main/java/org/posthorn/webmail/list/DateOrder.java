package org.posthorn.webmail.list;

import java.util.Arrays;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;

/** Messages by when they came, which is not the order of UIDs where some were moved. */
final class DateOrder {
  private static final int PLACE_BITS = 27; // more messages than a mailbox has

  private DateOrder() {}

  /** Whether the order of UIDs is that of dates. */
  static boolean isNatural(MailboxView view) {
    MailboxCursor cursor = view.cursor(0);
    long before = Long.MIN_VALUE;
    while (cursor.next()) {
      if (cursor.internalDate() < before) {
        return false;
      }
      before = cursor.internalDate();
    }
    return true;
  }

  /**
   * Sorts messages, the oldest first.
   *
   * @param uids ascending, all in the view
   */
  static long[] sorted(MailboxView view, long[] uids) {
    long[] keys = new long[uids.length];
    MailboxCursor cursor = view.cursor(0);
    for (int i = 0; i < uids.length; i++) {
      cursor.seek(uids[i]);
      keys[i] = cursor.internalDate() << PLACE_BITS | i;
    }
    Arrays.sort(keys);
    long[] sorted = new long[uids.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = uids[(int) (keys[i] & (1L << PLACE_BITS) - 1)];
    }
    return sorted;
  }
}
