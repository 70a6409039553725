package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.transports.value.OnDemandDomainInfo;

/** A domain of others whose mail waits here until its host fetches it. */
public record OnDemandDomainView(
    String domain,
    @Schema(description = "The main address of the account whose host fetches it") @JsonbNillable
        Optional<String> account,
    Instant created) {

  static OnDemandDomainView of(OnDemandDomainInfo domain, Map<Long, String> addresses) {
    return new OnDemandDomainView(
        domain.name(), Optional.ofNullable(addresses.get(domain.account())), domain.created());
  }
}
