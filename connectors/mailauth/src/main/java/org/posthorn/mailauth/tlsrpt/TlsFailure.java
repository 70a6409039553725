package org.posthorn.mailauth.tlsrpt;

/**
 * Why TLS with a server does not meet a policy.
 *
 * @param type for reports
 * @param reason one ASCII sentence for the operator, and for the sender when mail cannot go; the
 *     failure-reason-code of reports (RFC 8460 §4.4)
 */
public record TlsFailure(TlsResultType type, String reason) {}
