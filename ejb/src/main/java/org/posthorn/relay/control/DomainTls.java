package org.posthorn.relay.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.mailauth.dane.DaneLookup.Found;
import org.posthorn.mailauth.dane.DanePolicy;
import org.posthorn.mailauth.mtasts.StsLookup;
import org.posthorn.mailauth.mtasts.StsMode;
import org.posthorn.mailauth.mtasts.StsPolicy;
import org.posthorn.mailauth.tlsrpt.AppliedPolicy;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.mailauth.tlsrpt.TlsResultType;
import org.posthorn.mailauth.tlsrpt.TlsSession;
import org.posthorn.smtp.client.StartTls;

/**
 * What policies say of the servers of one domain, for one attempt. Both DANE and MTA-STS count
 * where a domain has both: neither makes up for what the other objects to (RFC 8461 §2).
 */
final class DomainTls implements HostPolicies {
  private final OutgoingTls sources;
  private final String domain;
  private final boolean secureHosts;
  private final TlsDemand demand;
  private final StsLookup sts;

  DomainTls(
      OutgoingTls sources, String domain, boolean secureHosts, TlsDemand demand, StsLookup sts) {
    this.sources = sources;
    this.domain = domain;
    this.secureHosts = secureHosts;
    this.demand = demand;
    this.sts = sts;
    sts.failure().ifPresent(failure -> count(stsPolicy(), failure, ""));
  }

  @Override
  public HostTls host(String host) {
    boolean required = demand == TlsDemand.REQUIRED;
    if (!sources.enabled()) {
      return required ? refused(host, unprovable()) : HostTls.never(host);
    }
    List<TlsRule> rules = new ArrayList<>();
    Found dane = host.startsWith("[") ? new Found.None() : tlsa(host);
    if (dane instanceof Found.Unknown) {
      TlsFailure failure =
          new TlsFailure(
              TlsResultType.DNSSEC_INVALID, "The TLSA records of " + host + " cannot be had");
      count(
          new AppliedPolicy(AppliedPolicy.Type.TLSA, host, List.of(), List.of(host)),
          failure,
          host);
      if (demand != TlsDemand.WAIVED) { // RFC 7672 §2.1.2: else an attacker would only disturb DNS
        return refused(host, HostTls.Refusal.of(failure));
      }
    }
    Optional<DanePolicy> policy =
        dane instanceof Found.Policy found
            ? Optional.of(found.policy().with(Set.of(domain)))
            : Optional.empty();
    policy.ifPresent(each -> rules.add(rule(each, host)));
    boolean proven = policy.map(DanePolicy::authenticates).orElse(false);
    Optional<HostTls.Refusal> misnamed = addSts(host, required && !proven, rules);
    if (misnamed.isPresent()) {
      return refused(host, misnamed.get());
    }
    if (required) {
      Optional<HostTls.Refusal> unprovable = addRequired(host, proven, rules);
      if (unprovable.isPresent()) {
        return refused(host, unprovable.get());
      }
    }
    if (rules.isEmpty() && sts.policy().isEmpty()) {
      rules.add(TlsRule.none(domain));
    }
    String name = policy.map(DanePolicy::base).orElse(host); // RFC 7672 §8.1
    return new HostTls(startTls(policy.isPresent(), rules), name, rules, Optional.empty());
  }

  @Override
  public void seen(TlsEncounter encounter) {
    encounter
        .close()
        .ifPresent(offer -> sources.recorder().seen(domain, offer.startTls(), offer.requireTls()));
  }

  private StartTls startTls(boolean tlsa, List<TlsRule> rules) {
    if (demand == TlsDemand.REQUIRED) {
      return StartTls.PASSED_ON;
    }
    boolean must = demand != TlsDemand.WAIVED && tlsa; // RFC 7672 §2.2: even if none is usable
    return must || rules.stream().anyMatch(TlsRule::enforced)
        ? StartTls.REQUIRED
        : StartTls.OFFERED;
  }

  private Found tlsa(String host) {
    return secureHosts
        ? sources.dane().map(each -> each.find(host)).orElseGet(Found.None::new)
        : new Found.None(); // RFC 7672 §2.2.1: names that anybody may have put there
  }

  private TlsRule rule(DanePolicy policy, String host) {
    AppliedPolicy applied =
        new AppliedPolicy(AppliedPolicy.Type.TLSA, policy.base(), policy.strings(), List.of(host));
    return policy.authenticates()
        ? new TlsRule(applied, demand != TlsDemand.WAIVED, policy::objection)
        : new TlsRule(applied, false, (chain, now) -> policy.unusable());
  }

  private Optional<HostTls.Refusal> addSts(String host, boolean needed, List<TlsRule> rules) {
    if (sts.policy().isEmpty()) {
      return Optional.empty();
    }
    StsPolicy policy = sts.policy().get();
    boolean enforced = policy.mode() == StsMode.ENFORCE && demand != TlsDemand.WAIVED;
    if (policy.names(host)) {
      rules.add(
          new TlsRule(
              stsPolicy(),
              enforced || needed,
              (chain, now) -> sources.authorities().objection(chain, host, now)));
      return Optional.empty();
    }
    TlsFailure failure =
        new TlsFailure(
            TlsResultType.VALIDATION_FAILURE,
            "The host " + host + " is none that the MTA-STS policy of " + domain + " names");
    count(stsPolicy(), failure, host);
    return enforced ? Optional.of(HostTls.Refusal.of(failure)) : Optional.empty();
  }

  // RFC 8689 §4.2.1: somebody vouches for the host's name, and for its certificate
  private Optional<HostTls.Refusal> addRequired(String host, boolean proven, List<TlsRule> rules) {
    boolean named = secureHosts || sts.policy().map(each -> each.names(host)).orElse(false);
    if (!named) {
      return Optional.of(unprovable());
    }
    if (!proven && rules.stream().noneMatch(TlsRule::enforced)) {
      rules.add(
          new TlsRule(
              AppliedPolicy.none(domain),
              true,
              (chain, now) -> sources.authorities().objection(chain, host, now)));
    }
    return Optional.empty();
  }

  private HostTls.Refusal unprovable() {
    return new HostTls.Refusal(
        "5.7.30", "REQUIRETLS was asked for, and nobody vouches for the servers of " + domain);
  }

  private static HostTls refused(String host, HostTls.Refusal refusal) {
    return new HostTls(StartTls.REQUIRED, host, List.of(), Optional.of(refusal));
  }

  private AppliedPolicy stsPolicy() {
    return new AppliedPolicy(
        AppliedPolicy.Type.STS,
        domain,
        sts.policy().map(StsPolicy::lines).orElse(List.of()),
        sts.policy().map(StsPolicy::hosts).orElse(List.of()));
  }

  private void count(AppliedPolicy policy, TlsFailure failure, String host) {
    sources.recorder().count(new TlsSession(policy, Optional.of(failure), "", host, ""));
  }
}
