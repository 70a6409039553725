package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.domains.boundary.Domains;

/** What can be changed about a domain. */
public record DomainPatch(
    @Schema(description = "null is none") @JsonbNillable
        Optional<@Size(max = Domains.MAX_DESCRIPTION) String> description) {}
