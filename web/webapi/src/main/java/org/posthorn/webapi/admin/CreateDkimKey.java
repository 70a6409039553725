package org.posthorn.webapi.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new key of a domain. */
public record CreateDkimKey(
    @Schema(description = "rsa-sha256 or ed25519-sha256", example = "ed25519-sha256") @NotNull String algorithm,
    @Schema(description = "A label of DNS; made of the day and the algorithm if missing")
        Optional<@Size(max = 63) String> selector) {}
