package org.posthorn.accounts.boundary;

/**
 * CDI event, fired in the transaction that deletes an account, while its row still exists; an
 * observer that throws undoes it.
 */
public record AccountDeleted(long id) {}
