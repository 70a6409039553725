package org.posthorn.webapi.admin;

import jakarta.json.bind.annotation.JsonbNillable;
import java.net.InetAddress;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.transports.value.TransportInfo;
import org.posthorn.transports.value.TransportSpec;
import org.posthorn.transports.value.TransportSpec.Failure;

/** A way on which mail leaves, as the API shows it; never its password. */
public record TransportView(
    String name,
    @Schema(description = TransportBody.KIND) String kind,
    @Schema(description = TransportBody.HOST) @JsonbNillable Optional<String> host,
    @JsonbNillable Optional<Long> port,
    @Schema(description = TransportBody.TLS) String tls,
    @JsonbNillable Optional<String> login,
    // a name with "set" in it is a setter to Payara, and /openapi fails
    @Schema(description = "Whether a password is set; it is never shown") boolean hasPassword,
    @JsonbNillable Optional<String> sourceIpv4,
    @JsonbNillable Optional<String> sourceIpv6,
    @Schema(description = TransportBody.FAMILY) String family,
    @Schema(description = TransportBody.CODE) @JsonbNillable Optional<Long> code,
    @JsonbNillable Optional<String> text) {

  static TransportView of(TransportInfo transport) {
    TransportSpec spec = transport.spec();
    return new TransportView(
        transport.name(),
        spec.kind().text(),
        spec.host(),
        spec.host().map(any -> (long) spec.port()),
        spec.tls().text(),
        spec.login(),
        transport.hasPassword(),
        spec.sourceIpv4().map(InetAddress::getHostAddress),
        spec.sourceIpv6().map(InetAddress::getHostAddress),
        spec.family().text(),
        spec.failure().map(failure -> (long) failure.code()),
        spec.failure().map(Failure::text));
  }
}
