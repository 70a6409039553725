package org.posthorn.webapi.admin;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What changes of a key. */
public record DkimKeyPatch(
    @Schema(
            description =
                "active: signs from now on, in place of others of its algorithm; retired: signs"
                    + " nothing any more")
        Optional<String> state) {}
