package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.submission.value.SendingRules;
import org.posthorn.submission.value.SendingUse;

/** What an account may send to other servers, and what it has sent. */
public record SubmissionView(
    @Schema(description = "The main address", example = "u1@a.test") String address,
    @Schema(description = "Recipients within 24 hours; -1 is no limit, null the server's default")
        @JsonbNillable
        OptionalLong messagesPerDay,
    @Schema(
            description =
                "Recipients within 24 hours to whom it has not written before; -1 is no limit, null"
                    + " the server's default")
        @JsonbNillable
        OptionalLong newRecipientsPerDay,
    @Schema(description = "Each message has a reverse-path of its own, local+id@domain")
        boolean uniqueSender,
    @Schema(description = "What it has sent within 24 hours: recipients") long messages,
    @Schema(description = "Of these, to whom it had not written before") long newRecipients) {

  static SubmissionView of(String address, SendingRules rules, SendingUse use) {
    return new SubmissionView(
        address,
        rules.messages(),
        rules.newRecipients(),
        rules.uniqueSender(),
        use.messages(),
        use.newRecipients());
  }
}
