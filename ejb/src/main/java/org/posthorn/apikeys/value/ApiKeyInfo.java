package org.posthorn.apikeys.value;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What an account knows of one of its keys.
 *
 * @param expires from when on it is not taken any more
 * @param used when it was taken the last time, by some minutes
 */
public record ApiKeyInfo(
    long id,
    String name,
    Set<KeyScope> scopes,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> used) {
  public ApiKeyInfo {
    scopes = Set.copyOf(scopes);
  }
}
