package org.posthorn.mailauth.tlsrpt;

import java.util.List;
import java.util.Locale;

/**
 * A policy that applied to a connection, as reports show it. RFC 8460 §4.4.
 *
 * @param domain that which has the policy: the recipient domain, in A-labels
 * @param strings the policy: lines of that of MTA-STS, or TLSA records in the form of a zone file
 * @param hosts the patterns of MX hosts of MTA-STS; for DANE the host that has the records
 */
public record AppliedPolicy(Type type, String domain, List<String> strings, List<String> hosts) {

  /** The kinds of policies. */
  public enum Type {
    /** DANE. */
    TLSA,
    /** MTA-STS. */
    STS,
    /** Neither. */
    NO_POLICY_FOUND;

    /** As it stands in reports. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public AppliedPolicy {
    strings = List.copyOf(strings);
    hosts = List.copyOf(hosts);
  }

  /** For a domain without a policy. */
  public static AppliedPolicy none(String domain) {
    return new AppliedPolicy(Type.NO_POLICY_FOUND, domain, List.of(), List.of());
  }
}
