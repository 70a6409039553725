package org.posthorn.mailboxes.value;

import java.util.Collection;

/** Keeps something for mailboxes that goes with them, as annotations do. */
public interface MailboxExtension {

  /** Deletes all that is kept for mailboxes; within the transaction that deletes them. */
  void deleteOfMailboxes(Collection<Long> mailboxes);

  /**
   * Gives a new mailbox of an account what is kept for another of its mailboxes, whose messages
   * have moved there. RFC 5464 §4.1. Wants no transaction.
   */
  void copy(long account, long from, long to);
}
