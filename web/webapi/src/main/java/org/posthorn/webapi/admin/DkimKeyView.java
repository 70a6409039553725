package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.signing.value.DkimKeyInfo;

/** A key of a domain as the API shows it; never its private half. */
public record DkimKeyView(
    @Schema(example = "20270131e") String selector,
    @Schema(example = "ed25519-sha256") String algorithm,
    @Schema(description = "pending, active or retired") String state,
    Instant created,
    @Schema(
            description =
                "Until when the record of a retired key must stay in DNS; null while it is none")
        @JsonbNillable
        Optional<Instant> notAfter,
    @Schema(
            description = "The name of the TXT record in DNS",
            example = "20270131e._domainkey.a.test")
        String recordName,
    @Schema(
            description =
                "The text of the record; in a zone file, strings of at most 255 characters")
        String recordText) {

  static DkimKeyView of(DkimKeyInfo key) {
    return new DkimKeyView(
        key.selector(),
        key.algorithm(),
        key.state().text(),
        key.created(),
        key.notAfter(),
        key.recordName(),
        key.recordText());
  }
}
