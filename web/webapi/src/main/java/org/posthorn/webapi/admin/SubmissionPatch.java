package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.submission.value.SendingRules;
import org.posthorn.webapi.body.MergePatch;
import org.posthorn.webapi.validation.QuotaLimit;

/** What can be changed about what an account may send. */
public record SubmissionPatch(
    @Schema(description = CreateAccount.LIMIT) @JsonbNillable @QuotaLimit
        OptionalLong messagesPerDay,
    @Schema(description = CreateAccount.LIMIT) @JsonbNillable @QuotaLimit
        OptionalLong newRecipientsPerDay,
    Optional<Boolean> uniqueSender) {

  static SendingRules apply(MergePatch<SubmissionPatch> patch, SendingRules now) {
    SubmissionPatch values = patch.values();
    return new SendingRules(
        limit(values.messagesPerDay, patch.removes("messagesPerDay"), now.messages()),
        limit(
            values.newRecipientsPerDay, patch.removes("newRecipientsPerDay"), now.newRecipients()),
        values.uniqueSender.orElse(now.uniqueSender()));
  }

  private static OptionalLong limit(OptionalLong value, boolean removed, OptionalLong now) {
    return value.isPresent() || removed ? value : now;
  }
}
