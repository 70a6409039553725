package org.posthorn.mailauth.dkim;

import java.time.Clock;

/** Checks the signatures of messages. RFC 6376 §6.1. Thread-safe. */
public final class DkimVerifier {
  /** As many signatures of a message are checked, from the top down. */
  public static final int MAX_SIGNATURES = 8;

  private final DkimKeyLookup keys;
  private final Clock clock;

  public DkimVerifier(DkimKeyLookup keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Begins with a message. */
  public DkimVerification begin() {
    return new DkimVerification(keys, clock);
  }
}
