package org.posthorn.webapi.v1;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of messages. */
public record MessagePage(
    @Schema(description = "The newest first; fewer than wanted, even none, where much is looked at")
        List<MessageSummary> items,
    @Schema(description = "The cursor of the next page; absent on the last one")
        Optional<String> next) {}
