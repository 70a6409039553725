package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which mail takes a transport, as the API shows it. */
public record RouteView(
    long id,
    @Schema(description = "The main address of the account whose mail it is for; null: any")
        @JsonbNillable
        Optional<String> account,
    @Schema(description = "The domain of ours whose mail it is for; null: any") @JsonbNillable
        Optional<String> domain,
    int place,
    List<String> senderDomains,
    List<String> recipientDomains,
    int minimumAttempts,
    String transport) {
  public RouteView {
    senderDomains = List.copyOf(senderDomains);
    recipientDomains = List.copyOf(recipientDomains);
  }
}
