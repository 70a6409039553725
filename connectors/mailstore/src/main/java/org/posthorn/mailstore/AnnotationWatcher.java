package org.posthorn.mailstore;

import java.util.Set;

/** Is told when annotations have changed that an account sees. RFC 5464 §4.4.2. */
public interface AnnotationWatcher {

  /**
   * Entries were set or removed. Called on any thread, after the commit; returns at once. May be
   * called for mailboxes that the account does not see.
   *
   * @param mailbox whose, {@link MailboxList#SERVER} for the server
   * @param own whether they are the account's: private ones, or those of a mailbox that it owns
   * @param entries their names in lower case
   */
  void annotated(long mailbox, boolean own, Set<String> entries);
}
