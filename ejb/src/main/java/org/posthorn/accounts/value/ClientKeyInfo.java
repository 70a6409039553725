package org.posthorn.accounts.value;

import java.time.Instant;
import org.posthorn.kernel.Address;

/**
 * The key of a TLS client certificate, as others see it.
 *
 * @param fingerprint SHA-256 hash of its SubjectPublicKeyInfo in lower case hexadecimal digits
 * @param address what it logs in as
 * @param algorithm for people, for example {@code ECDSA 256}
 * @param imapPreauth whether IMAP greets with PREAUTH
 */
public record ClientKeyInfo(
    String fingerprint,
    Address address,
    String name,
    String algorithm,
    boolean imapPreauth,
    Instant created) {}
