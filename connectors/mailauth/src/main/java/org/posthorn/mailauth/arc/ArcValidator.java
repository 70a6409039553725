package org.posthorn.mailauth.arc;

import java.time.Clock;
import org.posthorn.mailauth.dkim.DkimKeyLookup;

/** Validates the chains of messages. RFC 8617 §5.2. Thread-safe. */
public final class ArcValidator {
  private final DkimKeyLookup keys;
  private final Clock clock;

  public ArcValidator(DkimKeyLookup keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Begins with a message. */
  public ArcValidation begin() {
    return new ArcValidation(keys, clock);
  }
}
