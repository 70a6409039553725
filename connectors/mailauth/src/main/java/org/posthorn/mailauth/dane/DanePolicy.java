package org.posthorn.mailauth.dane;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.mailauth.certificate.CertificateChain;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.mailauth.tlsrpt.TlsResultType;

/**
 * What TLSA records demand of a server.
 *
 * @param base the name that has the records, to be said in SNI. RFC 7672 §8.1
 * @param names the names of which the certificate must have one, where it is an authority that is
 *     named. RFC 7672 §3.2.2
 * @param records all of them, usable or not, at least one
 */
public record DanePolicy(String base, Set<String> names, List<TlsaAssociation> records) {
  public DanePolicy {
    names = Set.copyOf(names);
    records = List.copyOf(records);
  }

  /** The same for a server that may have other names as well. */
  public DanePolicy with(Set<String> more) {
    Set<String> all = new java.util.HashSet<>(names);
    all.addAll(more);
    return new DanePolicy(base, all, records);
  }

  /** The records as in a zone file. */
  public List<String> strings() {
    return records.stream().map(TlsaAssociation::text).toList();
  }

  /** Whether one of them can be used: if not, TLS is a must, but no certificate is checked. */
  public boolean authenticates() { // RFC 7672 §2.2
    return records.stream().anyMatch(TlsaAssociation::usable);
  }

  /** Why none of the records can be used, if that is so. */
  public Optional<TlsFailure> unusable() {
    return authenticates()
        ? Optional.empty()
        : Optional.of(
            new TlsFailure(TlsResultType.TLSA_INVALID, "None of the TLSA records can be used"));
  }

  /**
   * Why a server is not the one that the records name. One record that fits is enough. RFC 7671 §5.
   */
  public Optional<TlsFailure> objection(CertificateChain chain, Instant now) {
    List<TlsaAssociation> usable = records.stream().filter(TlsaAssociation::usable).toList();
    boolean server =
        usable.stream()
            .filter(each -> each.usage() == TlsaAssociation.SERVER)
            .anyMatch(each -> each.names(chain.own()));
    if (server || usable.isEmpty()) { // RFC 7672 §3.1.1: neither names nor dates count
      return Optional.empty();
    }
    Optional<TlsFailure> nearest = Optional.empty();
    for (TlsaAssociation each : usable) {
      if (each.usage() == TlsaAssociation.AUTHORITY && new AuthorityPath(chain, each).found(now)) {
        Optional<TlsFailure> wrong = chain.misnamed(names, true); // RFC 7672 §3.1.2
        if (wrong.isEmpty()) {
          return wrong;
        }
        nearest = wrong;
      }
    }
    boolean authorities =
        usable.stream().anyMatch(each -> each.usage() == TlsaAssociation.AUTHORITY);
    return nearest
        .or(() -> authorities ? chain.expired(now) : Optional.empty())
        .or(
            () ->
                Optional.of(
                    new TlsFailure(
                        TlsResultType.VALIDATION_FAILURE,
                        "The certificate is not the one that the TLSA records name")));
  }
}
