package org.posthorn.mailstore;

import org.posthorn.sasl.Login;

/**
 * The mail store: the one way to mailboxes and messages for everybody who reads or changes mail on
 * behalf of an account, whatever the protocol. Thread-safe.
 */
public interface MailStore {

  /**
   * The store as an account sees it. Costs nothing and may be kept; whether the account still may
   * log in is not asked.
   */
  AccountStore as(Login account);
}
