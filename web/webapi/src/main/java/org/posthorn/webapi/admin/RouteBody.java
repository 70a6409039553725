package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.transports.value.RouteSpec;
import org.posthorn.webapi.problem.ProblemException;

/** What a route says; all that is named has to agree. */
public record RouteBody(
    @Schema(description = "Routes of one scope are asked in this order; 0 when missing")
        Optional<Long> place,
    @Schema(description = "With a dot before it, a domain stands for all below it; empty: any")
        Optional<List<String>> senderDomains,
    @Schema(description = "As senderDomains") Optional<List<String>> recipientDomains,
    @Schema(description = "How many attempts must have failed before; 0 when missing")
        Optional<Long> minimumAttempts,
    @Schema(description = "The name of a transport") Optional<String> transport) {

  /** A new route: of an account, of a domain, or of the server. */
  public record Add(
      @Schema(description = "Any address of the account; only with domain missing") @JsonbNillable
          Optional<String> account,
      @Schema(description = "A domain of ours; only with account missing") @JsonbNillable
          Optional<String> domain,
      Optional<Long> place,
      Optional<List<String>> senderDomains,
      Optional<List<String>> recipientDomains,
      Optional<Long> minimumAttempts,
      Optional<String> transport) {

    RouteBody body() {
      return new RouteBody(place, senderDomains, recipientDomains, minimumAttempts, transport);
    }
  }

  /** A new one. */
  RouteSpec toSpec() {
    return over(
        new RouteSpec(
            0,
            List.of(),
            List.of(),
            0,
            transport.orElseThrow(() -> ProblemException.badRequest("transport", "is missing"))));
  }

  /** Another one with what is named here changed. */
  RouteSpec over(RouteSpec old) {
    return new RouteSpec(
        place.map(number -> TransportBody.small("place", number)).orElse(old.place()),
        senderDomains.map(all -> domains("senderDomains", all)).orElse(old.senderDomains()),
        recipientDomains
            .map(all -> domains("recipientDomains", all))
            .orElse(old.recipientDomains()),
        minimumAttempts
            .map(number -> TransportBody.small("minimumAttempts", number))
            .orElse(old.minimumAttempts()),
        transport.orElse(old.transport()));
  }

  private static List<String> domains(String field, List<String> names) {
    return names.stream()
        .map(
            name ->
                name.startsWith(".")
                    ? "." + QueueFilterBody.domain(field, name.substring(1))
                    : QueueFilterBody.domain(field, name))
        .toList();
  }
}
