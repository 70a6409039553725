package org.posthorn.webapi.v1;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to change of a message. */
public record MessagePatch(
    @Schema(example = "[\"\\\\Seen\"]")
        Optional<@Size(max = 50) List<@Pattern(regexp = MessagePatch.FLAG) String>> addFlags,
    Optional<@Size(max = 50) List<@Pattern(regexp = MessagePatch.FLAG) String>> removeFlags,
    @Schema(description = "The mailbox that it is moved to", example = "Archive")
        Optional<String> mailbox,
    @Schema(description = "The mailbox whose copy is moved; without it the first of mailboxes")
        Optional<String> from) {
  /** RFC 9051 §9, flag. */
  static final String FLAG =
      "\\\\(?:[Ss]een|[Ff]lagged|[Aa]nswered|[Dd]raft|[Dd]eleted)|[A-Za-z0-9$._+:-]{1,60}";
}
