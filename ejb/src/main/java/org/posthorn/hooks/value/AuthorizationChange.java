package org.posthorn.hooks.value;

import java.util.Optional;

/**
 * What becomes of the Authorization field of requests.
 *
 * @param changes whether it changes at all
 * @param value what it is to be; empty for none
 */
public record AuthorizationChange(boolean changes, Optional<String> value) {
  /** It stays. */
  public static final AuthorizationChange NONE = new AuthorizationChange(false, Optional.empty());

  /** It is to be this. */
  public static AuthorizationChange to(Optional<String> value) {
    return new AuthorizationChange(true, value);
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "AuthorizationChange";
  }
}
