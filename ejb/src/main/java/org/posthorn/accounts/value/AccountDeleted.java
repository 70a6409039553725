package org.posthorn.accounts.value;

/**
 * CDI event, fired outside of any transaction when nobody reaches an account any more and before
 * its row goes. Observers delete what they keep for it, in as many transactions as they want. When
 * one throws, the row stays and the event comes again later: what observers do can be repeated.
 */
public record AccountDeleted(long id) {}
