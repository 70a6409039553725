package org.posthorn.mailauth.tlsrpt;

import java.util.Optional;

/**
 * How one connection met one policy.
 *
 * @param failure why it did not; empty when it did
 * @param from our address, empty when no connection was made
 * @param host the name of the server, empty when none was reached
 * @param to its address, empty when no connection was made
 */
public record TlsSession(
    AppliedPolicy policy, Optional<TlsFailure> failure, String from, String host, String to) {}
