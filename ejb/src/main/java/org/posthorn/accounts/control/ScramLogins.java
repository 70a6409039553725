package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.posthorn.logins.boundary.LoginGuard;
import org.posthorn.logins.value.LoginAttempt;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.ScramHash;

/** Ends logins by SCRAM, with the same work whoever it was that failed. */
@ApplicationScoped
public class ScramLogins {
  @Inject AccountRows rows;
  @Inject LoginGuard guard;
  @Inject LoginLimits limits;

  /**
   * What comes of it.
   *
   * @param proven whether the client has shown that it knows the password
   */
  public Admission result(LoginAttempt attempt, boolean proven) {
    long account =
        rows.scram(attempt.user(), ScramHash.SHA_256)
            .map(ScramRow::account)
            .orElseGet(() -> LoginLimits.nobody(attempt.user()));
    boolean known = guard.knows(account, attempt.client());
    Duration delay = guard.delay(attempt, known);
    if (!delay.isZero()) {
      return limits.throttled(delay);
    }
    Optional<Entry> entry = proven ? rows.usable(attempt.user()) : Optional.empty();
    if (entry.isPresent()) {
      return limits.granted(entry.get(), attempt);
    }
    guard.count(attempt, known);
    return limits.denied();
  }
}
