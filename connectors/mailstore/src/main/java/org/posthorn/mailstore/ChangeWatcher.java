package org.posthorn.mailstore;

/**
 * Is told that something has changed in mailboxes of which a client wants to hear though it has not
 * selected them. Changes that follow each other quickly may be told as one. RFC 5465.
 */
public interface ChangeWatcher {

  /**
   * A mailbox has changed. Called on any thread, after the commit; returns at once.
   *
   * @param content false when only flags have changed; true also when that is not known
   */
  void changed(long mailbox, boolean content);

  /**
   * The list of mailboxes, the subscriptions or the rights of the account may be different. Called
   * on any thread, after the commit; returns at once.
   */
  void listChanged();
}
