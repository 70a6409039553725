package org.posthorn.webapi.admin;

import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.webapi.validation.IsoDuration;

/** A change of messages in the outgoing queue. */
public record ChangeQueue(
    @Schema(
            description =
                "retry (make the next attempt now), postpone, hold, release, fail (the sender is"
                    + " told) or drop (nobody is told)")
        @NotNull String action,
    @Schema(description = "How long to postpone", example = "PT6H")
        Optional<@IsoDuration String> by,
    @Schema(description = "Which messages; an empty filter is all of them") @NotNull QueueFilterBody filter) {

  /** What a change has done. */
  public record Done(@Schema(description = "How many messages were changed") int changed) {}
}
