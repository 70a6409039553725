package org.posthorn.imap.handler;

import org.posthorn.kernel.UidSet;
import org.posthorn.store.MailboxView;

/** UIDs chosen by what a view knows of them. */
final class UidSets {
  private UidSets() {}

  /** Those of the UIDs that the view does not have. */
  static UidSet absent(UidSet uids, MailboxView view) {
    UidSet.Builder absent = UidSet.builder();
    for (int r = 0; r < uids.ranges(); r++) {
      long from = uids.first(r);
      MailboxView.Cursor message = from(view, from);
      while (message.next() && message.uid() <= uids.last(r)) {
        if (message.uid() > from) {
          absent.add(from, message.uid() - 1);
        }
        from = message.uid() + 1;
      }
      if (from <= uids.last(r)) {
        absent.add(from, uids.last(r));
      }
    }
    return absent.build();
  }

  /** Those of the UIDs that the view has without a flag, given by its bit. */
  static UidSet without(long flag, UidSet uids, MailboxView view) {
    UidSet.Builder without = UidSet.builder();
    for (int r = 0; r < uids.ranges(); r++) {
      MailboxView.Cursor message = from(view, uids.first(r));
      while (message.next() && message.uid() <= uids.last(r)) {
        if ((message.flags() & flag) == 0) {
          without.add(message.uid());
        }
      }
    }
    return without.build();
  }

  private static MailboxView.Cursor from(MailboxView view, long uid) {
    int at = view.indexOf(uid);
    return view.cursor(at >= 0 ? at : -at - 1);
  }
}
