package org.posthorn.mailauth.arc;

import org.posthorn.mailauth.dkim.RawField;

/**
 * What one of those who passed a message on has put there. RFC 8617 §4.2.
 *
 * @param instance 1 for the first, up to {@link #MAX}
 * @param results the ARC-Authentication-Results field
 * @param signature the ARC-Message-Signature field
 * @param seal the ARC-Seal field
 */
public record ArcSet(int instance, RawField results, RawField signature, RawField seal) {
  /** The highest instance. RFC 8617 §4.2.1. */
  public static final int MAX = 50;

  /** The name of the first field in lower case. */
  static final String RESULTS = "arc-authentication-results";

  /** The name of the second. */
  static final String SIGNATURE = "arc-message-signature";

  /** The name of the third. */
  static final String SEAL = "arc-seal";
}
