package org.posthorn.webapi.admin;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.accounts.value.ClientKeyInfo;

/** The key of a TLS client certificate as the API shows it. */
public record ClientKeyView(
    @Schema(description = "SHA-256 hash of the public key, in hexadecimal digits")
        String fingerprint,
    @Schema(description = "What the key logs in as") String address,
    String name,
    @Schema(example = "ECDSA 256") String algorithm,
    boolean imapPreauth,
    Instant created) {

  static ClientKeyView of(ClientKeyInfo key) {
    return new ClientKeyView(
        key.fingerprint(),
        key.address().toString(),
        key.name(),
        key.algorithm(),
        key.imapPreauth(),
        key.created());
  }
}
