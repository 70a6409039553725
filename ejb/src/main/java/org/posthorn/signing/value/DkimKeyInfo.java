package org.posthorn.signing.value;

import java.time.Instant;
import java.util.Optional;

/**
 * A key of a domain as others see it.
 *
 * @param algorithm as in the tag {@code a} of signatures: {@code rsa-sha256} or {@code
 *     ed25519-sha256}
 * @param notAfter until when the record of a retired key must stay in DNS; the key goes then
 * @param recordName the name of the TXT record, without the final dot, in A-labels
 * @param recordText its text, to be cut into strings of at most 255 characters
 */
public record DkimKeyInfo(
    String domain,
    String selector,
    String algorithm,
    DkimKeyState state,
    Instant created,
    Optional<Instant> notAfter,
    String recordName,
    String recordText) {}
