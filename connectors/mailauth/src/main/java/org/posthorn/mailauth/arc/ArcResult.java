package org.posthorn.mailauth.arc;

import java.util.List;
import org.posthorn.mailauth.dkim.AuthStatus;

/**
 * What became of a chain. RFC 8617 §4.4.
 *
 * @param status {@code NONE}, {@code PASS} or {@code FAIL}; {@code TEMPERROR} where DNS gave no
 *     answer
 * @param reason a few words of ASCII; empty where the status says all
 * @param sets the sets of the chain, as far as they could be read
 * @param sealers the domains that have sealed, by instance; empty unless the chain passes
 * @param ended whether the last seal says that the chain failed before: nothing may be added then
 */
public record ArcResult(
    AuthStatus status, String reason, List<ArcSet> sets, List<String> sealers, boolean ended) {
  public ArcResult {
    sets = List.copyOf(sets);
    sealers = List.copyOf(sealers);
  }

  static ArcResult of(AuthStatus status, String reason, List<ArcSet> sets) {
    return new ArcResult(status, reason, sets, List.of(), false);
  }

  /** The result as it stands in Authentication-Results. RFC 8617 §10.2. */
  public String text() {
    return "arc="
        + status.text()
        + (reason.isEmpty() ? "" : " reason=\"" + reason + "\"")
        + (sets.isEmpty() ? "" : " (i=" + sets.size() + ")");
  }
}
