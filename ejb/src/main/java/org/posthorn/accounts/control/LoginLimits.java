package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.posthorn.logins.boundary.LoginGuard;
import org.posthorn.logins.value.LoginAttempt;
import org.posthorn.sasl.Admission;

/** Turns what was found out into the answer. */
@ApplicationScoped
public class LoginLimits {
  @Inject LoginGuard guard;

  /** The account's id; for nobody one of nobody's, so that it takes as long to ask for it. */
  static long id(Optional<Entry> entry, String user) {
    return entry.map(Entry::id).orElseGet(() -> nobody(user));
  }

  /** The id of nobody, always the same for a name. */
  static long nobody(String user) {
    return Integer.MIN_VALUE + (long) (user.hashCode() >>> 1);
  }

  /** Welcomes. */
  public Admission granted(Entry entry, LoginAttempt attempt) {
    guard.succeeded(attempt, entry.id());
    return new Admission.Granted(entry.login());
  }

  /** Sends away. */
  public Admission denied() {
    return new Admission.Denied();
  }

  /** Sends away whoever has a known key but asks for another account: no guess, so not counted. */
  public Admission mismatched() {
    return new Admission.Denied();
  }

  /** Sends away without having looked. */
  public Admission throttled(Duration delay) {
    return new Admission.Throttled(delay);
  }
}
