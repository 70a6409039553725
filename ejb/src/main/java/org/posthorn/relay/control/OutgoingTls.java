package org.posthorn.relay.control;

import java.time.Clock;
import java.util.Optional;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.dane.DaneLookup;
import org.posthorn.mailauth.mtasts.StsLookup;
import org.posthorn.mailauth.mtasts.StsPolicies;

/**
 * Where the policies come from that decide about TLS with other servers. Thread-safe.
 *
 * @param enabled whether TLS is ever started
 * @param sts empty when MTA-STS is switched off
 * @param dane empty when DANE is switched off
 * @param authorities who vouches for certificates, where DANE does not
 * @param clock says whether certificates are valid
 */
public record OutgoingTls(
    boolean enabled,
    Optional<StsPolicies> sts,
    Optional<DaneLookup> dane,
    Authorities authorities,
    Clock clock,
    TlsRecorder recorder) {
  private static final int REFRESHED = 500; // at a time

  /**
   * What applies to the servers of a domain in one attempt; waits for the network.
   *
   * @param domain in A-labels, or an address literal
   * @param secureHosts whether DNSSEC vouches for the names of its hosts
   */
  DomainTls of(String domain, boolean secureHosts, TlsDemand demand) {
    boolean named = enabled && !domain.startsWith("[");
    StsLookup found =
        named ? sts.map(each -> each.find(domain)).orElse(StsLookup.NOTHING) : StsLookup.NOTHING;
    return new DomainTls(this, domain, secureHosts && named, demand, found);
  }

  /** Fetches policies again before they end. For one server at a time; waits for the network. */
  public void refresh() {
    sts.ifPresent(each -> each.refresh(REFRESHED));
  }
}
