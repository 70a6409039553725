package org.posthorn.webapi.admin;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.webapi.validation.IsoDuration;

/** How a run is to be different from the daily one. */
public record StartSweep(
    @Schema(
            description =
                "How long it must be known that nobody refers to a message, in place of the"
                    + " configured time",
            example = "P1D")
        Optional<@IsoDuration String> keepExpunged) {}
