package org.posthorn.relay.control;

import java.time.Instant;
import java.util.Optional;
import org.posthorn.mailauth.certificate.CertificateChain;
import org.posthorn.mailauth.tlsrpt.AppliedPolicy;
import org.posthorn.mailauth.tlsrpt.TlsFailure;

/**
 * What one policy says of the connection to one host.
 *
 * @param policy as reports show it
 * @param enforced whether no mail goes to a server that does not meet it
 * @param check what it says of the certificates that the server shows
 */
record TlsRule(AppliedPolicy policy, boolean enforced, Check check) {

  /** A view of certificates. */
  @FunctionalInterface
  interface Check {
    /** Why they are not good enough, if so. */
    Optional<TlsFailure> objection(CertificateChain chain, Instant now);
  }

  /** Without a policy any certificate will do. RFC 7435 §3 */
  static TlsRule none(String domain) {
    return new TlsRule(AppliedPolicy.none(domain), false, (chain, now) -> Optional.empty());
  }
}
