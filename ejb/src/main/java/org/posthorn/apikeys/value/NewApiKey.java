package org.posthorn.apikeys.value;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A key that an account wants to have. */
public record NewApiKey(String name, Set<KeyScope> scopes, Optional<Instant> expires) {
  public NewApiKey {
    scopes = Set.copyOf(scopes);
  }
}
