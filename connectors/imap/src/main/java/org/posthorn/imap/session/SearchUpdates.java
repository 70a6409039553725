package org.posthorn.imap.session;

import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.ViewDelta;

/** Tells how the result of a search changes while its mailbox is selected. RFC 5267 §4.3. */
public interface SearchUpdates {

  /** The tag of the search. */
  String tag();

  /** Messages go, of which the client hears next. */
  void expunged(MailboxView before, ViewDelta delta);

  /**
   * The client has heard of a change; what it does to the result is told by {@link #step()}.
   *
   * @param own messages that this client has put into the mailbox itself
   */
  void changed(MailboxView now, ViewDelta delta, UidSet own);

  /** Goes on, as briefly as work does. Answers whether there is more to do. */
  boolean step();
}
