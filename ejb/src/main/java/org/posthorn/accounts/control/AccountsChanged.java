package org.posthorn.accounts.control;

/**
 * CDI event, fired in the transaction that changes whom an address or a client key leads to or who
 * may log in.
 */
public record AccountsChanged() {}
