package org.posthorn.webapi.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.domains.boundary.Domains;

/** A new domain. */
public record CreateDomain(
    @Schema(example = "a.test") @NotNull String name,
    Optional<@Size(max = Domains.MAX_DESCRIPTION) String> description) {}
