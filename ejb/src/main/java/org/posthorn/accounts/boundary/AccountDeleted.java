package org.posthorn.accounts.boundary;

/**
 * CDI event, fired in the transaction that deletes the row of an account which nobody reaches any
 * more. When an observer throws, the row stays and the event comes again later: what observers do
 * can be repeated.
 */
public record AccountDeleted(long id) {}
