package org.posthorn.mailauth.mtasts;

import org.posthorn.mailauth.tlsrpt.TlsFailure;

/** Fetches the policy of a domain. RFC 8461 §3.3. */
public interface PolicyFetch {

  /** What came of it. */
  sealed interface Fetched {

    /** A policy that is well-formed. */
    record Policy(StsPolicy policy) implements Fetched {}

    /** None, and why. */
    record Failed(TlsFailure failure) implements Fetched {}
  }

  /**
   * Fetches it now; waits for the network, a minute at most.
   *
   * @param domain in A-labels
   */
  Fetched fetch(String domain);
}
