package org.posthorn.logins.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.feed.boundary.ChangedElsewhere;
import org.posthorn.logins.control.ClientClasses;
import org.posthorn.logins.control.FailureLimits;
import org.posthorn.logins.control.FailureLimits.Charge;
import org.posthorn.logins.control.KnownOrigins;
import org.posthorn.logins.control.LoginSettings;
import org.posthorn.logins.control.SampleMachine;
import org.posthorn.logins.value.Block;
import org.posthorn.logins.value.LoginAttempt;

/**
 * Decides how long whoever tries to log in has to wait, after what went wrong before. An attempt is
 * counted when it begins to be looked at, and that is taken back when it was right. Thread-safe.
 */
@ApplicationScoped
public class LoginGuard {
  /** What other servers are told of a block that was lifted. */
  private static final String LIFTED = "LOGIN_BLOCK";

  @Inject FailureLimits failures;
  @Inject KnownOrigins origins;
  @Inject LoginSettings settings;
  @Inject ChangeTopic topic;

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
  public Duration delay(LoginAttempt attempt, boolean known) {
    return exempt(attempt) ? Duration.ZERO : failures.delay(attempt, known, settings.trusted());
  }

  /** Counts an attempt as a failure. */
  public Count count(LoginAttempt attempt, boolean known) {
    return new Count(
        exempt(attempt) ? Charge.NONE : failures.charge(attempt, known, settings.trusted()));
  }

  /** The attempt did not fail, or failed as it has before. */
  public void takeBack(Count count) {
    failures.refund(count.charge());
  }

  /** Somebody has logged in. */
  public void succeeded(LoginAttempt attempt, long account) {
    failures.succeeded(attempt);
    origins.note(account, attempt.client());
  }

  /** Those who have to wait on this server, at most 1000. */
  public List<Block> blocks() {
    return failures.blocks();
  }

  /**
   * Forgets what failed, also on the other servers.
   *
   * @return false when there was nothing here, nor can have been on another server
   */
  public boolean lift(String kind, String name) {
    topic.tell(LIFTED, 0, kind + ' ' + name);
    return failures.lift(kind, name) || topic.shared();
  }

  void on(@Observes ChangedElsewhere change) {
    int space = change.text().indexOf(' ');
    if (change.kind().equals(LIFTED) && space > 0) {
      failures.lift(change.text().substring(0, space), change.text().substring(space + 1));
    }
  }

  private boolean exempt(LoginAttempt attempt) {
    return settings.sample() && SampleMachine.is(attempt.client());
  }
}
