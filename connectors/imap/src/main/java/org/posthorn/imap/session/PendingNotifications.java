package org.posthorn.imap.session;

import java.util.List;
import java.util.Set;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.EventGroup;
import org.posthorn.mailstore.AddedMessages;

/** What a client wants to hear of at any time, and has not heard of yet. RFC 5465. */
public interface PendingNotifications {

  /**
   * The client asks for this instead of what it asked for before.
   *
   * @param status whether it hears the status of the mailboxes first
   * @return false when that is too much, and then what was asked for before goes on
   */
  boolean ask(List<EventGroup> groups, boolean status);

  /** What is told of the selected mailbox. */
  SelectedEvents selected();

  /** Of which mailboxes annotations are told; the server is one. */
  Set<Long> annotations();

  /** A command of this client begins: what it does itself need not be told. */
  void executing(Command command);

  /** This client has put messages into a mailbox. */
  void placed(AddedMessages placed);

  /** A mailbox is selected from now on. */
  void opened(SelectedMailbox mailbox);

  /** The mailbox is selected no longer. */
  void closed(SelectedMailbox mailbox);

  /** Tells some of what is new. Answers whether there may be more. */
  boolean step();

  /** Nobody is to hear of anything any more. */
  void end();
}
