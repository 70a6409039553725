package org.posthorn.tlspolicy.boundary;

/**
 * What the servers of a domain offer.
 *
 * @param startTls TLS, and it could be started
 * @param requireTls to pass mail on under TLS only (RFC 8689)
 */
public record TlsOffer(boolean startTls, boolean requireTls) {}
