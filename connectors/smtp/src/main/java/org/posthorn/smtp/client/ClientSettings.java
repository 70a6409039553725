package org.posthorn.smtp.client;

/**
 * How a client introduces itself.
 *
 * @param hostName our name in EHLO: a domain name or an address literal. RFC 5321 §4.1.4
 * @param startTls whether TLS is started
 */
public record ClientSettings(String hostName, StartTls startTls) {}
