package org.posthorn.planted.control;

import java.time.Instant;

/** Asks the machine for the time of day. */
public final class Hasty {
  /** When something ends. */
  public Instant end() {
    return Instant.now().plusSeconds(1);
  }
}
