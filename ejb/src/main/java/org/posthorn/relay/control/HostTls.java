package org.posthorn.relay.control;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.smtp.client.StartTls;

/**
 * Decides about TLS with one host in one attempt.
 *
 * @param startTls whether TLS is started, and whether mail goes without
 * @param serverName the name that is said in SNI
 * @param rules the policies that apply; what they enforce must be met before mail goes
 * @param refusal why the host gets no mail at all, if so
 */
record HostTls(
    StartTls startTls, String serverName, List<TlsRule> rules, Optional<Refusal> refusal) {

  /**
   * Why a host gets no mail.
   *
   * @param status RFC 3463; class 4 when it may change
   */
  record Refusal(String status, String text) {
    static Refusal of(TlsFailure failure) {
      return new Refusal("4.7.5", failure.reason()); // RFC 8461 §5: delayed, not returned
    }
  }

  HostTls {
    rules = List.copyOf(rules);
  }

  /** No TLS with anybody. */
  static HostTls never(String host) {
    return new HostTls(StartTls.NEVER, host, List.of(), Optional.empty());
  }

  /** Whether mail may go in plain when TLS cannot be had. RFC 7435 §3. */
  boolean plainAllowed() {
    return startTls == StartTls.OFFERED || startTls == StartTls.NEVER;
  }
}
