package org.posthorn.mailauth.spf;

import java.util.Optional;

/**
 * What came of a check.
 *
 * @param domain whose policy was asked, in A-labels; empty where there was none
 * @param mechanism the term that decided, as the policy has it; empty where none did
 * @param reason for the operator, a few words of ASCII; empty where the result says all
 * @param explanation what the domain tells the sender of refused mail; printable ASCII that a
 *     stranger wrote. RFC 7208 §6.2
 */
public record SpfVerdict(
    SpfResult result,
    String domain,
    String mechanism,
    String reason,
    Optional<String> explanation) {

  static SpfVerdict of(SpfResult result, String domain, String reason) {
    return new SpfVerdict(result, domain, "", reason, Optional.empty());
  }

  static SpfVerdict by(SpfResult result, String domain, String mechanism) {
    return new SpfVerdict(result, domain, mechanism, "", Optional.empty());
  }

  SpfVerdict explained(Optional<String> text) {
    return new SpfVerdict(result, domain, mechanism, reason, text);
  }
}
