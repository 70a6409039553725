package org.posthorn.sasl;

import java.util.Optional;

/**
 * Whether somebody who has logged in still could: the password is the same, the key registered, the
 * account not disabled. Others may change that at any time. For one thread at a time.
 */
public final class LoginValidity {
  /** Milliseconds for which {@link #endedLately} does not look again. */
  public static final long LIFE = 10_000;

  private final Login login;
  private final Optional<String> fingerprint;
  private final Authenticator authenticator;
  private final Optional<String> restsOn;
  private long lookedAt;

  /**
   * Somebody has just logged in.
   *
   * @param fingerprint of the client's key, if somebody has registered it
   * @param now in milliseconds of any clock
   */
  public LoginValidity(
      Login login, Optional<String> fingerprint, Authenticator authenticator, long now) {
    this.login = login;
    this.fingerprint = fingerprint;
    this.authenticator = authenticator;
    this.restsOn = authenticator.standing(login, fingerprint);
    this.lookedAt = now;
  }

  /** Whether it has ended. */
  public boolean ended() {
    return restsOn.isEmpty() || !authenticator.standing(login, fingerprint).equals(restsOn);
  }

  /** Whether it has ended, as far as was seen some seconds ago. */
  public boolean endedLately(long now) {
    if (now - lookedAt < LIFE) {
      return false;
    }
    return endedNow(now);
  }

  /** Whether it has ended; {@link #endedLately} knows it for some seconds. */
  public boolean endedNow(long now) {
    lookedAt = now;
    return ended();
  }
}
