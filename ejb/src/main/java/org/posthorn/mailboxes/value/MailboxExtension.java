package org.posthorn.mailboxes.value;

/** Keeps something for mailboxes that goes with them, as annotations do. */
public interface MailboxExtension {

  /** Deletes all that is kept for a mailbox; within the transaction that deletes it. */
  void deleteOfMailbox(long mailbox);

  /**
   * Gives a new mailbox of an account what is kept for another of its mailboxes, whose messages
   * have moved there. RFC 5464 §4.1. Wants no transaction.
   */
  void copy(long account, long from, long to);
}
