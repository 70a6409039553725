package org.posthorn.accounts.control;

/**
 * CDI event, fired in the transaction that changes whom an address or a client key leads to, who
 * may log in, or what somebody may have.
 *
 * @param account whose sessions may have to end; 0 when nobody's, because the account is new
 */
public record AccountsChanged(long account) {
  /** There is one more, which cannot have any session yet. */
  public static final AccountsChanged ADDED = new AccountsChanged(0);
}
