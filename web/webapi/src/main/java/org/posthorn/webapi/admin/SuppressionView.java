package org.posthorn.webapi.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.relay.value.SuppressionEntry;

/** An address that gets no mail of an account, as the API shows it. */
public record SuppressionView(
    long id,
    @Schema(description = "The main address of the account") String account,
    @Schema(description = "Others that lead to the same mailbox are meant as well") String address,
    @Schema(description = "Whether somebody wanted it; otherwise mail to it has failed")
        boolean manual,
    @Schema(description = "The reply, or what somebody noted") String reason,
    Instant created) {

  /** A new one. */
  public record Add(
      @Schema(description = "Any address of the account") @NotNull String account,
      @Schema(description = "Where its mail does not go any more") @NotNull String address,
      Optional<@Size(max = 500) String> reason) {}

  static SuppressionView of(SuppressionEntry entry, Map<Long, String> accounts) {
    return new SuppressionView(
        entry.id(),
        accounts.getOrDefault(entry.account(), "account " + entry.account()),
        entry.address(),
        entry.manual(),
        entry.reason(),
        entry.created());
  }
}
