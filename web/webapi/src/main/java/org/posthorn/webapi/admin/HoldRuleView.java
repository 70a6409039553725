package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.relay.value.HoldRuleEntry;

/** A rule by which new messages of the outgoing queue are held, as the API shows it. */
public record HoldRuleView(
    long id,
    @Schema(description = "The main address of the sender's account; null: any") @JsonbNillable
        Optional<String> account,
    @Schema(description = "null: any") @JsonbNillable Optional<String> senderDomain,
    @Schema(description = "null: any") @JsonbNillable Optional<String> recipientDomain,
    Instant created) {

  /** A new rule; one that names nothing holds everything. */
  public record Add(
      @Schema(description = "Any address of the sender's account") @JsonbNillable
          Optional<String> account,
      @JsonbNillable Optional<String> senderDomain,
      @JsonbNillable Optional<String> recipientDomain) {}

  static HoldRuleView of(HoldRuleEntry rule, Map<Long, String> accounts) {
    return new HoldRuleView(
        rule.id(),
        rule.account().map(id -> accounts.getOrDefault(id, "account " + id)),
        rule.senderDomain(),
        rule.recipientDomain(),
        rule.created());
  }
}
