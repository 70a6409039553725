package org.posthorn.accounts.value;

/**
 * CDI event, fired in the transaction that creates an account; an observer that throws undoes it.
 */
public record AccountCreated(long id) {}
