package org.posthorn.sasl;

/**
 * Somebody who has shown who they are.
 *
 * @param accountId the account
 * @param address its main address, the authentication identity
 */
public record Login(long accountId, String address) {}
