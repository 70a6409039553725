package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.posthorn.logins.boundary.Attempt;
import org.posthorn.logins.boundary.LoginGuard;
import org.posthorn.sasl.Admission;

/** Turns what was found out into the answer, and writes it to the log. */
@ApplicationScoped
public class LoginLimits {
  private static final System.Logger LOG = System.getLogger(LoginLimits.class.getName());

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
  public Admission granted(Entry entry, Attempt attempt) {
    guard.succeeded(attempt, entry.id());
    return new Admission.Granted(entry.login());
  }

  /** Sends away. */
  public Admission denied(Attempt attempt) {
    LOG.log(
        System.Logger.Level.INFO,
        "login=failed mechanism={0} client={1}",
        attempt.mechanism(),
        attempt.client());
    return new Admission.Denied();
  }

  /** Sends away whoever has a known key but asks for another account: no guess, so not counted. */
  public Admission mismatched(String client) {
    LOG.log(System.Logger.Level.INFO, "login=failed mechanism=EXTERNAL client={0}", client);
    return new Admission.Denied();
  }

  /** Sends away without having looked. */
  public Admission throttled(Attempt attempt, Duration delay) {
    LOG.log(
        System.Logger.Level.INFO,
        "login=throttled mechanism={0} client={1} seconds={2}",
        attempt.mechanism(),
        attempt.client(),
        delay.toSeconds());
    return new Admission.Throttled(delay);
  }
}
