package org.posthorn.mailauth.tlsrpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How often a policy was met and how often not. RFC 8460 §4.4.
 *
 * @param failures the sessions that failed, those alike together
 */
public record PolicyResult(AppliedPolicy policy, long successes, List<FailureDetail> failures) {

  /** Sessions that failed alike. */
  public record FailureDetail(
      TlsFailure failure, String from, String host, String to, long sessions) {}

  public PolicyResult {
    failures = List.copyOf(failures);
  }

  /**
   * The result of sessions that the policy applied to.
   *
   * @param sessions how often which came
   */
  public static PolicyResult of(AppliedPolicy policy, Map<TlsSession, Long> sessions) {
    long successes = 0;
    List<FailureDetail> failures = new ArrayList<>();
    for (Map.Entry<TlsSession, Long> each : sessions.entrySet()) {
      TlsSession session = each.getKey();
      if (session.failure().isPresent()) {
        failures.add(
            new FailureDetail(
                session.failure().get(),
                session.from(),
                session.host(),
                session.to(),
                each.getValue()));
      } else {
        successes += each.getValue();
      }
    }
    return new PolicyResult(policy, successes, failures);
  }

  /** How many sessions failed. */
  public long failed() {
    return failures.stream().mapToLong(FailureDetail::sessions).sum();
  }
}
