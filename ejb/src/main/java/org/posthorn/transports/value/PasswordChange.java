package org.posthorn.transports.value;

import java.util.Optional;

/**
 * What becomes of a password.
 *
 * @param changes whether anything
 * @param password the new one; empty: none any more
 */
public record PasswordChange(boolean changes, Optional<String> password) {

  /** It stays. */
  public static final PasswordChange KEEP = new PasswordChange(false, Optional.empty());

  /** A new one, or none. */
  public static PasswordChange to(Optional<String> password) {
    return new PasswordChange(true, password);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "PasswordChange[" + changes + "]";
  }
}
