package org.posthorn.webapi.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.webapi.validation.ValidMailAddress;

/** Gives the mail of a domain of others to the host of an account. */
public record GiveOnDemandDomain(
    @Schema(description = "None of this server", example = "branch.test")
        @NotNull @Size(min = 1, max = 255) String domain,
    @Schema(description = "Any address of the account", example = "branch@a.test")
        @NotNull @ValidMailAddress
        String account) {}
