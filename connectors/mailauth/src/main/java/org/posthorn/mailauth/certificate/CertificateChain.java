package org.posthorn.mailauth.certificate;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.mailauth.tlsrpt.TlsResultType;

/**
 * What a server has sent of certificates.
 *
 * @param certificates its own first, at least one
 */
public record CertificateChain(List<X509Certificate> certificates) {
  private static final int MOST = 10; // of what a stranger sends

  public CertificateChain {
    certificates = List.copyOf(certificates);
  }

  /** A chain as TLS gives it; empty when it has no certificate, or one of an unknown kind. */
  public static Optional<CertificateChain> of(Certificate... sent) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Certificate each : sent) {
      if (each instanceof X509Certificate certificate && certificates.size() < MOST) {
        certificates.add(certificate);
      }
    }
    return certificates.isEmpty()
        ? Optional.empty()
        : Optional.of(new CertificateChain(certificates));
  }

  /** The server's own. */
  public X509Certificate own() {
    return certificates.get(0);
  }

  /** Whether the server's own is not valid at a moment. */
  public Optional<TlsFailure> expired(Instant now) {
    return now.isAfter(own().getNotAfter().toInstant())
            || now.isBefore(own().getNotBefore().toInstant())
        ? failure(
            TlsResultType.CERTIFICATE_EXPIRED, "The certificate has expired or is not valid yet")
        : Optional.empty();
  }

  /**
   * Whether the server's own is for none of these hosts.
   *
   * @param subject whether the subject's common name counts when it has no DNS name
   */
  public Optional<TlsFailure> misnamed(Collection<String> hosts, boolean subject) {
    return ServerNames.of(own(), subject).haveOneOf(hosts)
        ? Optional.empty()
        : failure(TlsResultType.CERTIFICATE_HOST_MISMATCH, "The certificate is for another name");
  }

  private static Optional<TlsFailure> failure(TlsResultType type, String reason) {
    return Optional.of(new TlsFailure(type, reason));
  }
}
