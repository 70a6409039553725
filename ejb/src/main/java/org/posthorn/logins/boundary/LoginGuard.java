package org.posthorn.logins.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.posthorn.logins.control.ClientClasses;
import org.posthorn.logins.control.FailureLimits;
import org.posthorn.logins.control.FailureLimits.Charge;
import org.posthorn.logins.control.KnownOrigins;
import org.posthorn.logins.control.LoginSettings;
import org.posthorn.logins.control.SampleMachine;

/**
 * Decides how long whoever tries to log in has to wait, after what went wrong before. An attempt is
 * counted when it begins to be looked at, and that is taken back when it was right. Thread-safe.
 */
@ApplicationScoped
public class LoginGuard {
  @Inject FailureLimits failures;
  @Inject KnownOrigins origins;
  @Inject LoginSettings settings;

  /** What was counted for an attempt. */
  public record Count(Charge charge) {}

  /** Whether the account has logged in from there lately; of one that does not exist, never. */
  public boolean knows(long account, String client) {
    return origins.knows(account, client);
  }

  /** With whom a client takes turns: its address, of IPv6 its /64. */
  public String party(String client) {
    return ClientClasses.own(client);
  }

  /** How long the attempt has to wait; zero in sample mode for this machine. */
  public Duration delay(Attempt attempt, boolean known) {
    return exempt(attempt) ? Duration.ZERO : failures.delay(attempt, known, settings.trusted());
  }

  /** Counts an attempt as a failure. */
  public Count count(Attempt attempt, boolean known) {
    return new Count(
        exempt(attempt) ? Charge.NONE : failures.charge(attempt, known, settings.trusted()));
  }

  /** The attempt did not fail, or failed as it has before. */
  public void takeBack(Count count) {
    failures.refund(count.charge());
  }

  /** Somebody has logged in. */
  public void succeeded(Attempt attempt, long account) {
    failures.succeeded(attempt);
    origins.note(account, attempt.client());
  }

  /** Those who have to wait on this server, at most 1000. */
  public List<Block> blocks() {
    return failures.blocks();
  }

  /** Forgets what failed; answers whether there was anything. */
  public boolean lift(String kind, String name) {
    return failures.lift(kind, name);
  }

  private boolean exempt(Attempt attempt) {
    return settings.sample() && SampleMachine.is(attempt.client());
  }
}
