package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.submission.value.SendingGrantInfo;

/** That an account may write in the name of another. */
public record SendingGrantView(
    long id,
    @Schema(description = "The main address of whose name it is") @JsonbNillable
        Optional<String> owner,
    @Schema(description = "The main address of who may use it") @JsonbNillable
        Optional<String> delegate,
    @Schema(description = "as, or on_behalf: the message then has a Sender field") String kind,
    Instant created) {

  static SendingGrantView of(SendingGrantInfo grant, Map<Long, String> addresses) {
    return new SendingGrantView(
        grant.id(),
        Optional.ofNullable(addresses.get(grant.owner())),
        Optional.ofNullable(addresses.get(grant.delegate())),
        grant.kind().name().toLowerCase(Locale.ROOT),
        grant.created());
  }
}
