package org.posthorn.mailstore;

import java.util.Optional;

/** The mailboxes that an account sees, by name. Part of {@link AccountStore}. */
public interface Folders {

  /** The account's mailboxes and those of others in which it has rights, now. */
  MailboxList list();

  /**
   * What the account may do with a mailbox, now: all with its own, nothing with one that is gone.
   * Cheaper than the list.
   */
  Rights rights(long mailbox);

  /**
   * Creates a mailbox, and those above it that are missing, and subscribes nothing. Below somebody
   * else's it needs {@code k} there, and takes over who may do what from the one above. RFC 9051
   * §6.3.4, RFC 4314 §4.
   */
  Outcome<MailboxList.Mailbox> create(MailboxName name, Optional<SpecialUse> use);

  /**
   * Deletes a mailbox and its messages; somebody else's needs {@code x}. Those below it stay, and
   * its name among {@link MailboxList#levels()}. Never INBOX. RFC 9051 §6.3.5, RFC 4314 §4.
   */
  Outcome<MailboxName> delete(MailboxName name);

  /**
   * Renames a mailbox and all below it, creating missing parents; of INBOX, the messages move to a
   * new mailbox. Somebody else's needs {@code x}, and {@code k} where it comes to. Only within the
   * mailboxes of one owner. RFC 9051 §6.3.6, RFC 4314 §4.
   */
  Outcome<MailboxName> rename(MailboxName from, MailboxName to);

  /** Subscribes or unsubscribes a name, which need not exist. RFC 9051 §6.3.7. */
  void subscribe(MailboxName name, boolean subscribed);
}
