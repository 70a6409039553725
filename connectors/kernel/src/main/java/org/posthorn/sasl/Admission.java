package org.posthorn.sasl;

import java.time.Duration;

/** What comes of an attempt to log in. */
public sealed interface Admission {

  /** Welcome. */
  record Granted(Login login) implements Admission {}

  /** Wrong user or password; nobody says which. */
  record Denied() implements Admission {}

  /**
   * Too many failures; not looked at.
   *
   * @param delay how long it takes until an attempt is looked at again
   */
  record Throttled(Duration delay) implements Admission {

    /** The delay in whole seconds, at least one. */
    public long seconds() {
      return Math.max(1, delay.plusMillis(999).toSeconds());
    }
  }

  /** The credentials cannot be checked now. */
  record Unavailable() implements Admission {}
}
