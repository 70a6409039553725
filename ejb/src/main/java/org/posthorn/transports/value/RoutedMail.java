package org.posthorn.transports.value;

import java.util.Optional;

/**
 * What routes ask of mail.
 *
 * @param account of the sender, where there is one
 * @param senderDomain in Unicode form; empty for the null sender
 * @param recipientDomain in Unicode form
 * @param attempts how many have failed
 */
public record RoutedMail(
    Optional<Long> account, Optional<String> senderDomain, String recipientDomain, int attempts) {}
