package org.posthorn.mailauth.mtasts;

import java.util.Optional;
import org.posthorn.mailauth.tlsrpt.TlsFailure;

/**
 * What is known of a domain's policy.
 *
 * @param policy the one that holds; mode NONE counts as no policy and is left out
 * @param failure why a policy that the domain has could not be fetched just now
 */
public record StsLookup(Optional<StsPolicy> policy, Optional<TlsFailure> failure) {

  /** The domain has none. */
  public static final StsLookup NOTHING = new StsLookup(Optional.empty(), Optional.empty());
}
