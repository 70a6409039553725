package org.posthorn.mailstore;

import java.util.List;

/**
 * Where a message lies.
 *
 * @param mailbox the id of the mailbox
 * @param uid its UID there
 */
public record MessagePlace(long mailbox, long uid) {

  /** Adds the places of a content in a mailbox, by ascending UID. */
  public static void find(long contentId, MailboxView view, List<MessagePlace> places) {
    MailboxCursor cursor = view.cursor(0);
    while (cursor.next()) {
      if (cursor.contentId() == contentId) {
        places.add(new MessagePlace(view.mailboxId(), cursor.uid()));
      }
    }
  }
}
