package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new way on which mail leaves. */
public record CreateTransport(
    @Schema(description = "Up to 64 of a-z, 0-9, dot, hyphen, underscore", example = "smarthost")
        @NotNull String name,
    @Schema(description = TransportBody.KIND) @NotNull String kind,
    @Schema(description = TransportBody.HOST) @JsonbNillable Optional<String> host,
    @Schema(
            description =
                "465 where TLS is implicit, 24 for lmtp, 587 with a login, else 25 when missing")
        @JsonbNillable
        Optional<Long> port,
    @Schema(description = TransportBody.TLS) Optional<String> tls,
    @Schema(description = "Whom to log in as: by SCRAM, or PLAIN within TLS") @JsonbNillable
        Optional<@Size(max = 400) String> login,
    @Schema(description = "Kept encrypted") @JsonbNillable
        Optional<@Size(min = 1, max = 400) String> password,
    @Schema(description = TransportBody.SOURCE) @JsonbNillable Optional<String> sourceIpv4,
    @Schema(description = TransportBody.SOURCE) @JsonbNillable Optional<String> sourceIpv6,
    @Schema(description = TransportBody.FAMILY) Optional<String> family,
    @Schema(description = TransportBody.CODE) @JsonbNillable Optional<Long> code,
    @Schema(description = "Of the reply") @JsonbNillable Optional<String> text) {

  TransportBody body() {
    return new TransportBody(
        Optional.of(kind),
        host,
        port,
        tls,
        login,
        password,
        sourceIpv4,
        sourceIpv6,
        family,
        code,
        text);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "CreateTransport[" + name + "]";
  }
}
