package org.posthorn.relay.control;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.tlsrpt.AppliedPolicy;
import org.posthorn.smtp.client.StartTls;
import org.posthorn.transports.value.TransportTls;

/**
 * TLS with the one server of a transport: as the administrator says, whatever the recipients'
 * domains say of their own servers. What is required of a message (RFC 8689) counts as well.
 *
 * @param demand of the message
 */
record TransportHostTls(TransportTls mode, TlsDemand demand, OutgoingTls sources)
    implements HostPolicies {

  @Override
  public HostTls host(String host) {
    boolean passedOn = demand == TlsDemand.REQUIRED;
    if (passedOn && mode == TransportTls.NONE) {
      HostTls.Refusal refusal =
          new HostTls.Refusal("5.7.30", "REQUIRETLS was asked for, and " + host + " gets no TLS");
      return new HostTls(StartTls.NEVER, host, List.of(), Optional.of(refusal));
    }
    List<TlsRule> rules =
        mode.verified() || passedOn ? List.of(verified(host, sources.authorities())) : List.of();
    return new HostTls(startTls(passedOn), host, rules, Optional.empty());
  }

  private StartTls startTls(boolean passedOn) {
    if (passedOn) {
      return StartTls.PASSED_ON;
    }
    if (mode == TransportTls.NONE) {
      return StartTls.NEVER;
    }
    return mode.required() ? StartTls.REQUIRED : StartTls.OFFERED;
  }

  private static TlsRule verified(String host, Authorities authorities) {
    return new TlsRule(
        AppliedPolicy.none(host), true, (chain, now) -> authorities.objection(chain, host, now));
  }

  @Override
  public void seen(TlsEncounter encounter) {} // reports are about the recipients' own servers
}
