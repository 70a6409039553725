package org.posthorn.sasl;

/**
 * Whom the key of a TLS client certificate lets in.
 *
 * @param login the account that has the key
 * @param preauth whether IMAP may greet with PREAUTH; some clients cannot cope with it
 */
public record KeyLogin(Login login, boolean preauth) {}
