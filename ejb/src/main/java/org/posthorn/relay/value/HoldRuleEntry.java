package org.posthorn.relay.value;

import java.time.Instant;
import java.util.Optional;

/**
 * A rule by which messages are held; one that names nothing holds all.
 *
 * @param account the account of the sender
 * @param senderDomain in Unicode form
 * @param recipientDomain in Unicode form
 */
public record HoldRuleEntry(
    long id,
    Optional<Long> account,
    Optional<String> senderDomain,
    Optional<String> recipientDomain,
    Instant created) {}
